package org.cinnabar.examples.web.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The figures are those of the requests. */
class CostsTest {

  @Test
  void of_aHundredRequests() {
    List<Costs.Request> requests =
        LongStream.rangeClosed(1, 100)
            .mapToObj(i -> new Costs.Request((101 - i) * 1_000_000, i <= 50 ? 3 : 0))
            .toList();
    Costs costs = Costs.of(requests, 2_000_000_000);
    assertThat(costs).isEqualTo(new Costs(100, 2.0, 50.0, 95.0, 99.0, 1.5));
    assertThat(costs.hitRate()).isEqualTo(0.75);
    assertThat(costs.requestsPerSecond()).isEqualTo(50);
  }

  @Test
  void of_oneRequest() {
    Costs costs = Costs.of(List.of(new Costs.Request(7_000_000, 6)), 1_000_000_000);
    assertThat(costs).isEqualTo(new Costs(1, 1.0, 7.0, 7.0, 7.0, 6.0));
  }
}
