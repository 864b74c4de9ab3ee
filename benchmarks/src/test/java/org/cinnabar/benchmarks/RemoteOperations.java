package org.cinnabar.benchmarks;

import org.cinnabar.benchmarks.Entries.OwnPlace;
import org.cinnabar.benchmarks.Entries.Place;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** Every operation on every peer; the keys are those of {@link Workload}. */
public class RemoteOperations {

  /** {@code get} of an entry that is there. */
  @Benchmark
  public Object getHit(Entries entries, Place place) {
    return entries.workload.getHit(place.cursor);
  }

  /** {@code get} of one that is not. */
  @Benchmark
  public @Nullable Object getMiss(Entries entries, Place place) {
    return entries.workload.getMiss(place.cursor);
  }

  /** {@code put} over an entry. */
  @Benchmark
  public void put(Entries entries, Place place) {
    entries.workload.put(place.cursor);
  }

  /** {@code getAndPut} over an entry. */
  @Benchmark
  public @Nullable Object getAndPut(Entries entries, Place place) {
    return entries.workload.getAndPut(place.cursor);
  }

  /** {@code putIfAbsent} of an entry that is there: a fresh key each time would grow the cache. */
  @Benchmark
  public boolean putIfAbsent(Entries entries, Place place) {
    return entries.workload.putIfAbsent(place.cursor);
  }

  /** {@code replace(key, old, new)} that replaces. */
  @Benchmark
  public boolean replace(Entries entries, OwnPlace place) {
    return entries.workload.replace(place.cursor);
  }

  /** {@code invoke} of a processor that reads the value and sets another. */
  @Benchmark
  public Object invoke(Entries entries, Place place) {
    return entries.workload.invoke(place.cursor);
  }

  /** {@code getAll} of 100 entries that are there. */
  @Benchmark
  public Object getAll(Entries entries, Place place) {
    return entries.workload.getAll(place.cursor);
  }

  /** {@code putAll} over 100 entries. */
  @Benchmark
  public void putAll(Entries entries, Place place) {
    entries.workload.putAll(place.cursor);
  }
}
