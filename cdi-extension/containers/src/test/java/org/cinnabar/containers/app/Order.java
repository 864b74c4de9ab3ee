package org.cinnabar.containers.app;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A value of the application's own class, with fields of further classes of its own.
 *
 * @param id its identity
 * @param number the number of the call that made it
 * @param lines what is ordered
 * @param placed when
 */
public record Order(String id, int number, List<Line> lines, Instant placed)
    implements Serializable {

  /** One ordered thing. */
  public record Line(String article, int quantity, Map<String, State> states)
      implements Serializable {}

  /** An enum of the application. */
  public enum State {
    OPEN,
    SHIPPED
  }

  /** An order with two lines. */
  public Order(String id, int number) {
    this(
        id,
        number,
        List.of(
            new Line("apples", 3, Map.of("a", State.OPEN)),
            new Line("pears", 1, Map.of("b", State.SHIPPED))),
        Instant.EPOCH);
  }
}
