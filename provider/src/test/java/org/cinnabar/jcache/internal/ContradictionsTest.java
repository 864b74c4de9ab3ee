package org.cinnabar.jcache.internal;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ContradictionsTest {
  private final Contradictions contradictions = new Contradictions("orders");

  @Test
  void none_passes() {
    contradictions.addIf(false, "too little of this");
    contradictions.throwIfAny();
  }

  @Test
  void several_areToldTogether() {
    contradictions.addIf(true, "too little of this");
    contradictions.addIf(false, "too much of this");
    contradictions.addIf(true, "too much of that");

    assertThatIllegalArgumentException()
        .isThrownBy(contradictions::throwIfAny)
        .withMessage(
            "The settings of cache 'orders' contradict each other: too little of this; too much of"
                + " that.");
  }
}
