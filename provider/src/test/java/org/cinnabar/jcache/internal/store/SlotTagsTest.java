package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotTagsTest {

  @Test
  void tags_areStable() {
    // these values are part of the data layout
    assertThat(SlotTags.of("orders", 1)).containsExactly("orders:0");
    assertThat(SlotTags.of("orders", 8))
        .containsExactly(
            "orders:0",
            "orders:1",
            "orders:2",
            "orders:3",
            "orders:4.1",
            "orders:5.1",
            "orders:6.40",
            "orders:7.40");
  }

  @Test
  void slot_isTheServers() {
    assertThat(SlotTags.slot("orders:0")).isEqualTo(8578);
    assertThat(SlotTags.slot("Bücher:63")).isEqualTo(3174);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 64, 100, 1_000, 20_000})
  void tags_differ_andBeginWithTheirNumber(int count) {
    List<String> tags = SlotTags.of("orders", count);

    assertThat(tags).hasSize(count).doesNotHaveDuplicates();
    for (int i = 0; i < count; i++) {
      assertThat(tags.get(i)).matches("orders:" + i + "(\\.\\d+)?");
    }
  }

  @ParameterizedTest
  @CsvSource({"64,3,0.07", "64,6,0.13", "128,12,0.15", "16,3,0.26"})
  void partitions_spreadEvenly_whateverTheName(int count, int nodes, double most) {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      String name = Long.toString(random.nextLong(), 36);
      assertThat(deviation(SlotTags.of(name, count), nodes)).as(name).isLessThanOrEqualTo(most);
    }
  }

  /** By which part the node that is farthest from it deviates from an even share. */
  private static double deviation(List<String> tags, int nodes) {
    int[] counts = new int[nodes];
    tags.forEach(tag -> counts[((SlotTags.slot(tag) + 1) * nodes - 1) / SlotTags.SLOTS]++);
    double even = tags.size() / (double) nodes;
    return IntStream.of(counts).mapToDouble(count -> Math.abs(count / even - 1)).max().orElse(1);
  }
}
