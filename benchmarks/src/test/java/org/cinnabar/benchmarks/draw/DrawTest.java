package org.cinnabar.benchmarks.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cinnabar.benchmarks.peer.Peer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawing results as JMH writes them. */
final class DrawTest {
  @TempDir Path directory;
  private Path page;

  @BeforeEach
  void writePage() throws IOException {
    page = directory.resolve("performance.md");
    String sections =
        Stream.of(
                "targets",
                "remote",
                "latency",
                "variants",
                "network",
                "near",
                "annotations",
                "codec",
                "wire",
                "memory",
                "footprint",
                "charts")
            .map("<!-- begin %1$s -->\nold\n<!-- end %1$s -->\n"::formatted)
            .collect(Collectors.joining());
    Files.writeString(page, "before\n" + sections + "after\n");
  }

  @Test
  void draw_noRuns_saysSo() throws IOException {
    new Draw(directory, page).all();

    assertThat(page).content().startsWith("before\n").endsWith("after\n").doesNotContain("old");
    assertThat(page).content().contains("<!-- begin targets -->\nNot measured yet.");
  }

  @Test
  void draw_targets_comparesMediansOfAllRounds() throws IOException {
    write(
        "2026-02-01-quick",
        result("getHit", Peer.CINNABAR, 16, 39_000, 41_000, 1),
        result("getHit", Peer.CINNABAR, 16, 40_000, 90_000),
        result("getHit", Peer.REDISSON_JCACHE, 16, 10_000),
        result("put", Peer.CINNABAR, 16, 30_000),
        result("put", Peer.REDISSON_JCACHE, 16, 10_000));

    new Draw(directory, page).all();

    assertThat(page)
        .content()
        .contains("**4.00x** (≥ 4x: met)")
        .contains("**3.00x** (≥ 3.5x: missed)")
        .contains("From `benchmarks/results/2026-02-01-quick`: A processor");
  }

  @Test
  void draw_severalRuns_takesTheNewest() throws IOException {
    write("2026-02-01-remote", result("put", Peer.CINNABAR, 16, 11_100));
    write("2026-02-03-full", result("put", Peer.CINNABAR, 16, 33_300));
    write("2026-02-02-remote", result("put", Peer.CINNABAR, 16, 22_200));

    new Draw(directory, page).all();

    assertThat(page).content().contains("33.3k").doesNotContain("22.2k").doesNotContain("11.1k");
  }

  @Test
  void draw_peerAhead_namesIt() throws IOException {
    write(
        "2026-02-01-remote",
        result("put", Peer.CINNABAR, 16, 10_000),
        result("put", Peer.HAZELCAST, 16, 15_000),
        result("put", Peer.IGNITE, 16, 9_000));

    new Draw(directory, page).all();

    assertThat(page).content().contains("Ahead of Cinnabar: Hazelcast client on `put` (1.50x).");
    assertThat(directory.resolve("performance/put.svg"))
        .content()
        .contains(">Hazelcast client</text>", ">15.0k</text>")
        .endsWith("</svg>\n");
  }

  @Test
  void draw_peersAndOperationsNotMeasured_areLeftOut() throws IOException {
    write(
        "2026-02-01-remote",
        result("put", Peer.CINNABAR, 16, 10_000),
        result("put", Peer.HAZELCAST, 16, 9_000));

    new Draw(directory, page).all();

    assertThat(page)
        .content()
        .contains(
            """
            | operation | Cinnabar | Hazelcast client |
            |---|---:|---:|
            | `put` | 10.0k | 9.00k |
            """)
        .doesNotContain("`getAll(100)`");
  }

  @Test
  void draw_pageWithoutMarkers_isRefused() throws IOException {
    Files.writeString(page, "nothing");

    assertThatThrownBy(() -> new Draw(directory, page).all())
        .hasMessageContaining("<!-- begin targets -->");
  }

  private void write(String name, String... results) throws IOException {
    Files.writeString(directory.resolve(name + ".json"), "[" + String.join(",", results) + "]");
    Files.writeString(
        directory.resolve(name + "-run.json"), "{\"machine\": {\"cpu\": \"A processor\"}}");
  }

  private static String result(String method, Peer peer, int threads, double... iterations) {
    return """
        {"benchmark": "org.cinnabar.benchmarks.RemoteOperations.%s", "mode": "thrpt", "threads": %d,
         "params": {"peer": "%s", "size": "BYTES_100", "expiry": "CREATED", "delayMillis": "0"},
         "primaryMetric": {"rawData": [%s]}}
        """
        .formatted(method, threads, peer, Arrays.toString(iterations));
  }
}
