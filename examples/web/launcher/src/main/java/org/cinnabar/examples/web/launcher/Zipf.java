package org.cinnabar.examples.web.launcher;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws numbers from 1 to a bound, the n-th of them with a probability proportional to 1/n. */
final class Zipf {

  private final double[] upTo;

  Zipf(int bound) {
    upTo = new double[bound];
    double sum = 0;
    for (int i = 0; i < bound; i++) {
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
  }

  int draw(SplittableRandom random) {
    double point = random.nextDouble() * upTo[upTo.length - 1];
    int found = Arrays.binarySearch(upTo, point);
    return 1 + (found < 0 ? -found - 1 : found + 1);
  }
}
