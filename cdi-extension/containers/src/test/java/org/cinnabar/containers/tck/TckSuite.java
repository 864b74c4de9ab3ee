package org.cinnabar.containers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.runner.notification.Failure;

/** The TCK's annotation tests: 12, all of which really run. */
public interface TckSuite {
  int TESTS = 12;

  @Test
  default void tck_annotationTests_allRunAndPass() {
    int before = ContainerBeans.lookups();
    TckRun run = TckRun.run();
    assertThat(run.excluded()).isEmpty();
    assertThat(run.result().getFailures()).extracting(Failure::getTrace).isEmpty();
    assertThat(run.result().getRunCount()).isEqualTo(TESTS);
    assertThat(run.result().getIgnoreCount()).isZero();
    assertThat(run.result().getAssumptionFailureCount()).isZero();
    assertThat(ContainerBeans.lookups() - before)
        .as("each test asks for its bean before and while it runs")
        .isGreaterThanOrEqualTo(2 * TESTS);
  }
}
