package org.cinnabar.examples.web.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The load is distributed as it says. */
class ZipfTest {

  @Test
  void draw_followsTheLaw() {
    Zipf zipf = new Zipf(4);
    SplittableRandom random = new SplittableRandom(1);
    int[] drawn = new int[5];
    for (int i = 0; i < 25_000; i++) {
      drawn[zipf.draw(random)]++;
    }
    // 1 + 1/2 + 1/3 + 1/4 is 25/12.
    assertThat(drawn[0]).isZero();
    assertThat(drawn[1]).isCloseTo(12_000, within(300));
    assertThat(drawn[2]).isCloseTo(6_000, within(300));
    assertThat(drawn[3]).isCloseTo(4_000, within(300));
    assertThat(drawn[4]).isCloseTo(3_000, within(300));
  }
}
