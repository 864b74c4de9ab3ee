package org.cinnabar.benchmarks.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawing what was measured of caches on several nodes. */
final class ScalingPageTest {
  @TempDir Path directory;
  private Path page;

  @BeforeEach
  void writePage() throws IOException {
    page = directory.resolve("scaling.md");
    String sections =
        Stream.of("throughput", "processor", "requests", "memory", "evenness", "times")
            .map("<!-- begin %1$s -->\nold\n<!-- end %1$s -->\n"::formatted)
            .collect(Collectors.joining());
    Files.writeString(page, "before\n" + sections + "after\n");
  }

  private void draw() throws IOException {
    new ScalingPage(directory, page).draw();
  }

  @Test
  void draw_noRuns_saysSo() throws IOException {
    write("2026-02-01-full", "");

    draw();

    assertThat(page).content().startsWith("before\n").endsWith("after\n").doesNotContain("old");
    assertThat(page).content().contains("<!-- begin memory -->\nNot measured yet.");
  }

  @Test
  void draw_throughput_againstOnePartitionOnOneNode() throws IOException {
    write("2026-02-01-scaling", "");
    Files.writeString(
        directory.resolve("2026-02-01-scaling.json"),
        "["
            + String.join(
                ",",
                result(1, 1, 40_000, 10),
                result(3, 64, 59_000, 2, 3, 4),
                result(3, 64, 61_000, 4, 5, 6))
            + "]");

    draw();

    assertThat(page)
        .content()
        .contains("| `put` | 40.0k (**1.00x**) | 60.0k (**1.50x**) |")
        .contains("| `put`, µs | 10 | 3 + 4 + 5 = 12 |")
        .contains("From `benchmarks/results/2026-02-01-scaling`: A processor");
  }

  @Test
  void draw_growth_bytesAndEvenness() throws IOException {
    write(
        "2026-02-01-scaling-costs",
        String.join(
            ",",
            growth(1, 1_000_000, "[200000000]", "[1000000]", 15_625, 15_625),
            growth(3, 1_000_000, "[90000000, 70000000, 70000000]", "[4, 3, 3]", 10_000, 20_000),
            growth(6, 1_000_000, "[9, 9, 9, 9, 9, 59999900]", "[1, 1, 1, 1, 1, 1]", 1, 1)));

    draw();

    assertThat(page)
        .content()
        .contains("| values, layout | 1.00M entries |")
        .contains("| 100 bytes, created, 1 node, 64 partitions | 200 |")
        .contains("| 100 bytes, created, 3 nodes, 64 partitions | 230 |")
        .doesNotContain("created, 6 nodes")
        .contains("| 3 nodes, 64 partitions | 1.00M | 21 + 22 + 21 | 20 % | 36 % |")
        .contains("| 3 nodes, 64 partitions | 1.50 ms | 80 ms |");
  }

  @Test
  void draw_requests_sumAndBusiestNode() throws IOException {
    write(
        "2026-02-01-scaling-costs",
        """
        {"what": "requests", "nodes": 3, "partitions": 64, "operation": "PUT_ALL",
         "requests": [20.5, 20, 10], "commands": [100, 100, 150.25]}
        """);

    draw();

    assertThat(page).content().contains("| 3 nodes, 64 partitions | 50.5 / 350 / 41 % |");
  }

  @Test
  void draw_pageWithoutMarkers_isRefused() throws IOException {
    Files.writeString(page, "nothing");

    assertThatThrownBy(this::draw).hasMessageContaining("<!-- begin throughput -->");
  }

  private void write(String name, String costs) throws IOException {
    Files.writeString(
        directory.resolve(name + "-run.json"),
        "{\"machine\": {\"cpu\": \"A processor\"}, \"costs\": [" + costs + "]}");
  }

  private static String growth(
      int nodes, int entries, String bytes, String perNode, int smallest, int largest) {
    return """
        {"what": "growth", "nodes": %d, "partitions": 64, "values": "USUAL", "entries": %d,
         "bytes": %s, "partitionsPerNode": [21, 22, 21], "entriesPerNode": %s,
         "smallestPartition": %d, "largestPartition": %d, "firstPageMicros": 1500,
         "iterationMillis": 80}
        """
        .formatted(nodes, entries, bytes, perNode, smallest, largest);
  }

  private static String result(int nodes, int partitions, double score, double... processor) {
    String secondary =
        Stream.iterate(0, i -> i < processor.length, i -> i + 1)
            .map(i -> "\"node%d.processor\": {\"score\": %s}".formatted(i + 1, processor[i]))
            .collect(Collectors.joining(","));
    return """
        {"benchmark": "org.cinnabar.benchmarks.ScalingOperations.put", "mode": "thrpt",
         "threads": 64, "params": {"nodes": "%d", "partitions": "%d"},
         "primaryMetric": {"rawData": [%s]}, "secondaryMetrics": {%s}}
        """
        .formatted(nodes, partitions, Arrays.toString(new double[] {score}), secondary);
  }
}
