package org.cinnabar.cdi.internal.call;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether a call is the only one in the whole cluster that makes the value of its key. */
final class Turn implements AutoCloseable {
  /** It isn't: another has the turn, or has stored a value meanwhile. */
  static final Turn REFUSED = new Turn(null);

  private final @Nullable AutoCloseable given;

  private Turn(@Nullable AutoCloseable given) {
    this.given = given;
  }

  /** What a provider gave as a turn. */
  static Turn of(@Nullable Object given) {
    return given instanceof AutoCloseable turn ? new Turn(turn) : REFUSED;
  }

  boolean isGiven() {
    return given != null;
  }

  /** Whether others may have had it meanwhile: what they did since is newer. */
  boolean isLost() {
    return given instanceof BooleanSupplier held && !held.getAsBoolean();
  }

  @Override
  public void close() {
    try {
      if (given != null) {
        given.close();
      }
    } catch (Exception e) {
      // what can't be given back ends by itself
    }
  }
}
