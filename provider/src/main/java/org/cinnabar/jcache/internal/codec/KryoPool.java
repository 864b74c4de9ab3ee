package org.cinnabar.jcache.internal.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Idle Kryos, each in a place near which its thread looks again. Neither a lock nor an allocation:
 * Kryo's own pool has both. What finds no free place is left to the garbage collector.
 */
final class KryoPool {
  private static final int PLACES = 32;
  private static final int PROBES = 8;
  // Neighbours on one cache line would slow each other down.
  private static final int STRIDE = 16;

  private final AtomicReferenceArray<ValueKryo> idle = new AtomicReferenceArray<>(PLACES * STRIDE);
  private final Supplier<ValueKryo> factory;

  KryoPool(Supplier<ValueKryo> factory) {
    this.factory = factory;
  }

  ValueKryo obtain() {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      int place = place(home + i);
      if (idle.getPlain(place) != null) {
        ValueKryo kryo = idle.getAndSet(place, null);
        if (kryo != null) {
          return kryo;
        }
      }
    }
    return factory.get();
  }

  void free(ValueKryo kryo) {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      int place = place(home + i);
      if (idle.getPlain(place) == null && idle.compareAndSet(place, null, kryo)) {
        return;
      }
    }
  }

  @SuppressWarnings("deprecation") // its replacement isn't in Java 17
  private static int home() {
    return (int) Thread.currentThread().getId();
  }

  private static int place(int number) {
    return (number & (PLACES - 1)) * STRIDE;
  }
}
