package org.cinnabar.jcache.internal.near;

import java.util.Arrays;

/** The stripes of all partitions: each key has its own among those of its partition. */
final class Stripes {
  private static final int MOST = 256;
  private static final int LEAST_OF_A_PARTITION = 8;

  private final Stripe[][] stripes;

  Stripes(int partitions) {
    stripes = new Stripe[partitions][Math.max(LEAST_OF_A_PARTITION, MOST / partitions)];
    for (Stripe[] each : stripes) {
      Arrays.setAll(each, i -> new Stripe());
    }
  }

  /** The stripe of an encoded key. */
  Stripe of(int partition, byte[] encodedKey) {
    Stripe[] those = stripes[partition];
    int hash = Arrays.hashCode(encodedKey) * 0x9E3779B9;
    return those[(hash >>> 16) % those.length];
  }

  /** This JVM has changed entries, whichever. */
  void written() {
    for (Stripe[] partition : stripes) {
      for (Stripe stripe : partition) {
        synchronized (stripe) {
          stripe.written();
        }
      }
    }
  }

  /** A change was heard of, of entries of a partition, whichever. */
  void changed(int partition, Generation current, long sequence) {
    for (Stripe stripe : stripes[partition]) {
      synchronized (stripe) {
        stripe.changed(current, sequence);
      }
    }
  }
}
