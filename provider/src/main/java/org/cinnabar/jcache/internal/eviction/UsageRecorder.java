package org.cinnabar.jcache.internal.eviction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Usage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server which keys of a bounded cache are looked up.
 *
 * <ul>
 *   <li>A lookup is noted in memory and waits for nothing. What is noted goes out together: when a
 *       batch is full, at the latest about a second after its first lookup.
 *   <li>It is a hint: lookups get lost where many threads meet, where the server is slow or not
 *       there, and when the cache is closed.
 *   <li>Without lookups nothing runs, and after closing nothing is under way.
 * </ul>
 *
 * @param <K> the key type
 */
public final class UsageRecorder<K> {
  private static final Logger LOG = LoggerFactory.getLogger(UsageRecorder.class);
  private static final int LEAST_BATCH = 256;
  private static final int MOST_BATCH = 1024;
  private static final int A_PARTITION = 16;
  private static final int MOST_UNDER_WAY = 4;

  private final CacheStore store;
  private final LenientCodec<K, ?> codec;
  private final Usage usage;
  private final Executor threads;
  private final int capacity;
  private final AtomicBoolean timed = new AtomicBoolean();
  private final Set<Batch<K>> underWay = ConcurrentHashMap.newKeySet();
  private volatile Batch<K> current;
  private volatile boolean closed;

  /**
   * Records for one cache.
   *
   * @param usage what is told
   * @param partitions how many partitions the cache has: each gets a message of its own
   * @param threads run what takes longer
   */
  public UsageRecorder(
      CacheStore store, LenientCodec<K, ?> codec, Usage usage, int partitions, Executor threads) {
    this.store = store;
    this.codec = codec;
    this.usage = usage;
    this.threads = threads;
    this.capacity =
        (int) Math.min(MOST_BATCH, Math.max(LEAST_BATCH, A_PARTITION * (long) partitions));
    this.current = new Batch<>(capacity);
  }

  /** Lookups that go out together. */
  private static final class Batch<K> {
    final AtomicInteger taken = new AtomicInteger();
    final AtomicBoolean sent = new AtomicBoolean();
    final CompletableFuture<Void> told = new CompletableFuture<>();
    final AtomicReferenceArray<@Nullable K> keys;

    Batch(int capacity) {
      keys = new AtomicReferenceArray<>(capacity);
    }
  }

  /** Notes a lookup. Never blocks or throws. */
  public void read(K key) {
    Batch<K> batch = current;
    int place = batch.taken.getAndIncrement();
    if (place >= capacity) {
      return; // the batch is about to go out
    }
    batch.keys.setRelease(place, key);
    if (place == capacity - 1) {
      send(batch);
    } else if (place == 0 && timed.compareAndSet(false, true)) {
      store.later(this::tick);
    }
  }

  private void tick() {
    timed.set(false);
    Batch<K> batch = current;
    if (batch.taken.get() > 0) {
      send(batch);
    }
  }

  private void send(Batch<K> batch) {
    if (!batch.sent.compareAndSet(false, true)) {
      return;
    }
    current = new Batch<>(capacity);
    if (closed || underWay.size() >= MOST_UNDER_WAY) {
      return;
    }
    underWay.add(batch);
    try {
      threads.execute(() -> tell(batch));
    } catch (RejectedExecutionException e) {
      end(batch); // the cache manager is closed
    }
  }

  private void end(Batch<K> batch) {
    underWay.remove(batch);
    batch.told.complete(null);
  }

  private void tell(Batch<K> batch) {
    if (closed) {
      end(batch);
      return;
    }
    try {
      usage
          .used(uses(batch))
          .whenComplete(
              (done, failure) -> {
                end(batch);
                if (failure != null) {
                  LOG.debug("Lookups of a bounded cache could not be told", failure);
                }
              });
    } catch (RuntimeException e) {
      end(batch);
      LOG.debug("Lookups of a bounded cache could not be told: a key's own methods fail", e);
    }
  }

  private List<Usage.Use> uses(Batch<K> batch) {
    Map<K, Integer> times = new LinkedHashMap<>();
    for (int place = 0; place < capacity; place++) {
      K key = batch.keys.getAcquire(place);
      if (key != null) {
        times.merge(key, 1, Integer::sum);
      }
    }
    List<Usage.Use> uses = new ArrayList<>(times.size());
    times.forEach((key, count) -> uses.add(new Usage.Use(codec.encodeKey(key), count)));
    return uses;
  }

  /**
   * Tells nothing more, and waits for what is under way: what comes late would leave estimates of a
   * cache that was destroyed.
   *
   * @param limit how long to wait at most
   */
  public void close(Duration limit) {
    closed = true;
    try {
      CompletableFuture.allOf(
              underWay.stream().map(batch -> batch.told).toArray(CompletableFuture<?>[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("A bounded cache was closed while lookups were still being told", e);
    }
  }
}
