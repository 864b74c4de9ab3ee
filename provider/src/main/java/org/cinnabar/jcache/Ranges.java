package org.cinnabar.jcache;

/** Checks of numbers that settings hold. */
final class Ranges {
  private Ranges() {}

  static int within(int least, int value, int most, String setting) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          setting + " must be from " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  static int atLeast(int least, int value, String setting) {
    if (value < least) {
      throw new IllegalArgumentException(setting + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
