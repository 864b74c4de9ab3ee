package org.cinnabar.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, UTF_8);

  @Test
  void plain_isALineNowAndThen_andAtTheEnd() {
    Consumer<WarmingProgress> bar = ProgressBar.plain(out);
    bar.accept(progress(300, OptionalLong.of(1000), false));
    bar.accept(progress(310, OptionalLong.of(1000), false));
    bar.accept(progress(900, OptionalLong.of(1000), true));

    assertThat(written.toString(UTF_8).lines())
        .containsExactly(
            "[############..................]  40%  400/1,000  loaded 290  failed 7  150/s",
            "[##############################] 100%  1,000/1,000  loaded 890  failed 7  450/s");
  }

  @Test
  void inPlace_rewritesTheLine_andEndsIt() {
    Consumer<WarmingProgress> bar = ProgressBar.inPlace(out);
    bar.accept(progress(1_000_000, OptionalLong.empty(), false));
    bar.accept(progress(300, OptionalLong.empty(), true));

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            "\r1,000,100  loaded 999,990  failed 7  500,000/s"
                + "\r400  loaded 290  failed 7  150/s              "
                + System.lineSeparator());
  }

  @Test
  void totalOfNothing_isAllOfIt() {
    ProgressBar.plain(out)
        .accept(new WarmingProgress(0, 0, OptionalLong.of(0), 0, 0, 0, 0, Duration.ZERO, true));

    assertThat(written.toString(UTF_8)).contains("] 100%  0/0  loaded 0  failed 0  0/s");
  }

  @Test
  void off_writesNothing() {
    ProgressBar.off().accept(progress(1, OptionalLong.empty(), true));

    assertThat(written.size()).isZero();
  }

  private static WarmingProgress progress(long processed, OptionalLong total, boolean ended) {
    return new WarmingProgress(
        100, processed, total, processed - 10, 2, 1, 7, Duration.ofSeconds(2), ended);
  }
}
