package org.cinnabar.jcache.internal.warming;

/**
 * How a warming goes about it.
 *
 * @param rate keys a second, 0 for no limit
 * @param parallelism chunks at the same time
 * @param chunkSize keys a chunk
 * @param replace whether entries that are there are loaded anew
 */
record Pace(int rate, int parallelism, int chunkSize, boolean replace) {
  /** Keys a chunk, no more than a second's. */
  int chunk() {
    return rate == 0 ? chunkSize : Math.min(chunkSize, rate);
  }

  /** How long so many keys take at least, in nanoseconds. */
  long nanos(int keys) {
    return rate == 0 ? 0 : keys * 1_000_000_000L / rate;
  }
}
