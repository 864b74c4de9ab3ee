package org.cinnabar.cdi.internal.call;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Made when first needed, and kept. What fails is tried again the next time.
 *
 * @param <T> what is made
 */
public final class Lazy<T> {
  private final Supplier<T> maker;
  private volatile @Nullable T made;

  /** Something that this supplier makes. */
  public Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  /** What was made, made now if it wasn't yet. */
  public T get() {
    T result = made;
    return result == null ? make() : result;
  }

  private synchronized T make() {
    T result = made;
    if (result == null) {
      result = maker.get();
      made = result;
    }
    return result;
  }

  /** What was made; null when nothing was. */
  public @Nullable T ifMade() {
    return made;
  }
}
