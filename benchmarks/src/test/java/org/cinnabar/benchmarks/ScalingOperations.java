package org.cinnabar.benchmarks;

import org.cinnabar.benchmarks.LaidOut.Place;
import org.openjdk.jmh.annotations.Benchmark;

/** Operations on one cache that lies on several nodes; the keys are those of {@link Workload}. */
public class ScalingOperations {

  /** {@code get} of an entry that is there. */
  @Benchmark
  public Object getHit(LaidOut entries, Place place) {
    return entries.workload.getHit(place.cursor);
  }

  /** {@code put} over an entry. */
  @Benchmark
  public void put(LaidOut entries, Place place) {
    entries.workload.put(place.cursor);
  }

  /** {@code getAll} of 100 entries that are there. */
  @Benchmark
  public Object getAll(LaidOut entries, Place place) {
    return entries.workload.getAll(place.cursor);
  }

  /** {@code putAll} over 100 entries. */
  @Benchmark
  public void putAll(LaidOut entries, Place place) {
    entries.workload.putAll(place.cursor);
  }
}
