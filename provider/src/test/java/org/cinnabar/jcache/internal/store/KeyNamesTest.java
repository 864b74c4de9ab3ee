package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyNamesTest {

  @Test
  void names_readWell() {
    KeyNames names = new KeyNames("cinnabar", "orders");
    KeyNames.Partition only = names.partitions(1).get(0);
    assertThat(only.entries()).isEqualTo("cinnabar:{orders:0}:entries");
    assertThat(only.queue().writes()).isEqualTo("cinnabar:{orders:0}:writes");
    assertThat(only.queue().deadLetters()).isEqualTo("cinnabar:{orders:0}:dead-letters");
    KeyNames.Partition last = names.partitions(64).get(63);
    assertThat(last.number()).isEqualTo(63);
    assertThat(last.leases()).isEqualTo("cinnabar:{orders:63.4}:leases");
    assertThat(names.metadata()).isEqualTo("cinnabar:{orders}:metadata");
    assertThat(names.duties()).isEqualTo("cinnabar:{orders}:duties");
    assertThat(names.events()).isEqualTo("cinnabar:{orders}:events");
    assertThat(names.acknowledgements("n1")).isEqualTo("cinnabar:{orders}:acks:n1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a{b}|a%7Bb%7D",
        "a:0|a%3A0",
        "50%|50%25",
        "a*?[b]|a%2A%3F%5Bb%5D",
        "a b|a%20b",
        "\"a\nb\"|a%0Ab",
        "com.acme.Order|com.acme.Order",
        "Bücher|Bücher",
        "a\\b|a%5Cb",
        "\"\"|%",
        "\u00a0|%C2%A0"
      })
  void names_escaped(String cache, String escaped) {
    assertThat(new KeyNames("cinnabar", cache).metadata())
        .isEqualTo("cinnabar:{" + escaped + "}:metadata");
  }

  @Test
  void names_neverCollide() {
    List<String> caches =
        List.of("", "a", "a:0", "a%3A0", "%", "%25", "a}", "{a", "\ud800", "\ud801", "?", "%uD800");
    Set<String> names = new HashSet<>();
    for (String cache : caches) {
      for (String namespace : List.of("cinnabar", "cinnabar:{a", "cinnabar:a")) {
        KeyNames each = new KeyNames(namespace, cache);
        names.add(each.metadata());
        names.add(each.partitions(1).get(0).entries());
      }
    }
    assertThat(names).hasSize(2 * 3 * caches.size());
  }

  @Test
  void partitionOf_isStable() {
    // these values are part of the data layout
    assertThat(KeyNames.partitionOf("k".getBytes(), 64)).isEqualTo(6);
    assertThat(KeyNames.partitionOf("order-4711".getBytes(), 64)).isEqualTo(44);
    assertThat(KeyNames.partitionOf("k".getBytes(), 1)).isZero();
  }

  @Test
  void partitionOf_spreads() {
    int[] counts = new int[64];
    IntStream.range(0, 64_000)
        .forEach(i -> counts[KeyNames.partitionOf(("key-" + i).getBytes(), 64)]++);
    assertThat(IntStream.of(counts).boxed()).allMatch(count -> count > 800 && count < 1_200);
  }
}
