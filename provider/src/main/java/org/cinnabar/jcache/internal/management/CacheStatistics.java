package org.cinnabar.jcache.internal.management;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.cinnabar.jcache.CinnabarStatisticsMXBean;
import org.cinnabar.jcache.internal.near.Near;
import org.cinnabar.jcache.internal.near.NearRecorder;
import org.cinnabar.jcache.internal.operation.Recorder;
import org.cinnabar.jcache.internal.operation.Tally;
import org.cinnabar.jcache.internal.warming.WarmingFigures;
import org.cinnabar.jcache.internal.writing.WriteFigures;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM did with a cache (JSR-107, chapter 12). Times are in microseconds and averaged over
 * operations; a batch counts its time once and its entries one by one.
 */
public final class CacheStatistics implements Recorder, NearRecorder, CinnabarStatisticsMXBean {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder getNanos = new LongAdder();
  private final LongAdder putNanos = new LongAdder();
  private final LongAdder removeNanos = new LongAdder();
  private final LongAdder nearHits = new LongAdder();
  private final LongAdder nearMisses = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final LongSupplier undecodable;
  private final LongSupplier lostEvents;
  private volatile @Nullable Near<?, ?> near;
  private volatile @Nullable WriteFigures writes;
  private volatile WarmingFigures warming = new WarmingFigures();
  private volatile LongSupplier misunderstood = () -> 0;
  private volatile boolean enabled;

  /** Starts at zero, disabled; what is counted elsewhere is asked for when it is read. */
  public CacheStatistics(LongSupplier undecodable, LongSupplier lostEvents) {
    this.undecodable = undecodable;
    this.lostEvents = lostEvents;
  }

  /** Names the near cache whose figures are shown; without one they are 0. */
  public void show(Near<?, ?> cache) {
    near = cache;
  }

  /** Names the queue of writes whose figures are shown; without one they are 0. */
  public void show(WriteFigures figures) {
    writes = figures;
  }

  /** Names where background work counts. */
  public void show(WarmingFigures figures) {
    warming = figures;
  }

  /** Names the counter of invalidations that could not be understood. */
  public void show(LongSupplier misunderstoodInvalidations) {
    misunderstood = misunderstoodInvalidations;
  }

  /** Switches recording on or off; what was recorded stays. */
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public boolean isEnabled() {
    return enabled;
  }

  @Override
  public void record(Tally tally, long nanos) {
    hits.add(tally.hits());
    misses.add(tally.misses());
    puts.add(tally.puts());
    removals.add(tally.removals());
    if (tally.hits() + tally.misses() > 0) {
      getNanos.add(nanos);
    }
    if (tally.puts() > 0) {
      putNanos.add(nanos);
    }
    if (tally.removals() > 0) {
      removeNanos.add(nanos);
    }
  }

  /**
   * A near hit is a hit of the cache, which takes no time worth measuring. Whether a near miss is a
   * miss of the cache is for the server to say.
   */
  @Override
  public void lookedUp(boolean hit) {
    (hit ? nearHits : nearMisses).increment();
  }

  @Override
  public void clear() {
    List.of(
            hits,
            misses,
            puts,
            removals,
            evictions,
            getNanos,
            putNanos,
            removeNanos,
            nearHits,
            nearMisses)
        .forEach(LongAdder::reset);
  }

  @Override
  public long getCacheHits() {
    return hits.sum() + nearHits.sum();
  }

  @Override
  public float getCacheHitPercentage() {
    return percentage(getCacheHits());
  }

  @Override
  public long getCacheMisses() {
    return misses.sum();
  }

  @Override
  public float getCacheMissPercentage() {
    return percentage(getCacheMisses());
  }

  @Override
  public long getCacheGets() {
    return getCacheHits() + getCacheMisses();
  }

  @Override
  public long getCachePuts() {
    return puts.sum();
  }

  @Override
  public long getCacheRemovals() {
    return removals.sum();
  }

  /** Counts entries that made room for those that this JVM added to a bounded cache. */
  public void evicted(long entries) {
    if (enabled) {
      evictions.add(entries);
    }
  }

  /** What the server itself evicts, whole keys by its own policy, is not told and not counted. */
  @Override
  public long getCacheEvictions() {
    return evictions.sum();
  }

  @Override
  public float getAverageGetTime() {
    return average(getNanos, getCacheGets());
  }

  @Override
  public float getAveragePutTime() {
    return average(putNanos, getCachePuts());
  }

  @Override
  public float getAverageRemoveTime() {
    return average(removeNanos, getCacheRemovals());
  }

  @Override
  public long getUndecodableReads() {
    return undecodable.getAsLong();
  }

  @Override
  public long getLostEvents() {
    return lostEvents.getAsLong();
  }

  @Override
  public long getMisunderstoodInvalidations() {
    return misunderstood.getAsLong();
  }

  @Override
  public long getNearHits() {
    return nearHits.sum();
  }

  @Override
  public long getNearMisses() {
    return nearMisses.sum();
  }

  @Override
  public long getNearEvictions() {
    Near<?, ?> shown = near;
    return shown == null ? 0 : shown.evictions();
  }

  @Override
  public long getNearSize() {
    Near<?, ?> shown = near;
    return shown == null ? 0 : shown.size();
  }

  @Override
  public long getWriteBehindBacklog() {
    return ofWrites(WriteFigures::backlog);
  }

  @Override
  public long getWriteBehindLag() {
    return ofWrites(WriteFigures::lag);
  }

  @Override
  public long getDeadLetters() {
    return ofWrites(WriteFigures::deadLetters);
  }

  @Override
  public long getWritesBehind() {
    return ofWrites(WriteFigures::written);
  }

  @Override
  public long getWriteBehindFailures() {
    return ofWrites(WriteFigures::failures);
  }

  private long ofWrites(ToLongFunction<WriteFigures> figure) {
    WriteFigures shown = writes;
    return shown == null ? 0 : figure.applyAsLong(shown);
  }

  @Override
  public long getScheduledRefreshes() {
    return warming.refreshRuns.sum();
  }

  @Override
  public long getRefreshedEntries() {
    return warming.refreshed.sum();
  }

  @Override
  public long getRefreshFailures() {
    return warming.refreshFailures.sum();
  }

  @Override
  public long getPredictedLoads() {
    return warming.predicted.sum();
  }

  @Override
  public long getPredictionsDropped() {
    return warming.predictionsDropped.sum();
  }

  @Override
  public long getPredictionFailures() {
    return warming.predictionFailures.sum();
  }

  private float percentage(long part) {
    long gets = getCacheGets();
    return gets == 0 ? 0 : 100f * part / gets;
  }

  private static float average(LongAdder nanos, long count) {
    return count == 0 ? 0 : (float) nanos.sum() / count / TimeUnit.MICROSECONDS.toNanos(1);
  }
}
