package org.cinnabar.benchmarks.data;

import java.util.Random;

/** What the entries' values are. */
public enum Size {
  /** A string of 100 Latin characters. */
  BYTES_100,
  /** A string of 1,024 Latin characters. */
  KIB_1,
  /** A string of 10,240 Latin characters. */
  KIB_10,
  /** An {@link Order}: some thirty objects. */
  GRAPH;

  /** Makes a value; the same seed gives an equal one, another seed one that is not equal. */
  public Object value(int seed) {
    return switch (this) {
      case BYTES_100 -> text(seed, 100);
      case KIB_1 -> text(seed, 1 << 10);
      case KIB_10 -> text(seed, 10 << 10);
      case GRAPH -> Order.random(seed);
    };
  }

  private static String text(int seed, int length) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(length).append(seed).append(' ');
    while (text.length() < length) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
