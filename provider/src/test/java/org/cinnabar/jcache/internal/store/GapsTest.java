package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapsTest {
  private final Gaps gaps = new Gaps(2);

  @Test
  void arrived_inOrder() {
    assertThat(gaps.arrived(0, 7)).isZero();
    assertThat(gaps.arrived(0, 8)).isZero();
    assertThat(gaps.arrived(1, 3)).isZero();
  }

  @Test
  void arrived_skipped() {
    gaps.announced(0, 7);
    assertThat(gaps.arrived(0, 10)).isEqualTo(2);
    assertThat(gaps.arrived(0, 11)).isZero();
  }

  @Test
  void arrived_lowerThanBefore() {
    gaps.arrived(0, 7);
    assertThat(gaps.arrived(0, 1)).isEqualTo(Gaps.RESTARTED);
    assertThat(gaps.arrived(0, 2)).isZero();
  }

  @Test
  void announced_stillOnItsWay() {
    gaps.announced(0, 7);
    assertThat(gaps.announced(0, 9)).isZero();
    assertThat(gaps.arrived(0, 8)).isZero();
    assertThat(gaps.arrived(0, 9)).isZero();
    assertThat(gaps.announced(0, 9)).isZero();
  }

  @Test
  void announced_neverArrived() {
    gaps.announced(0, 7);
    gaps.announced(0, 9);
    assertThat(gaps.announced(0, 9)).isEqualTo(2);
    assertThat(gaps.announced(0, 9)).isZero();
    assertThat(gaps.arrived(0, 10)).isZero();
  }

  @Test
  void forget_beginsAnew() {
    gaps.arrived(0, 7);
    gaps.forget(0);
    assertThat(gaps.arrived(0, 1)).isZero();
  }
}
