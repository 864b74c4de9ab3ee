package org.cinnabar.jcache.internal.warming;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cinnabar.jcache.RelatedKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the keys that are related to those that are read. Readers only put keys into a bounded
 * queue; one thread at a time takes them out and works, and ends when there is nothing left.
 */
final class Predictor<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Predictor.class);
  private static final int BATCH = 100;
  private static final int REMEMBERED = 10_000;
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final WarmingContext<K, ?> context;
  private final Loads<K, ?> loads;
  private final RelatedKeys<K> related;
  private final WarmingFigures figures;
  private final Queue<K> queue;
  private final Set<K> queued = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile boolean closed;

  /** The keys that were looked at just now, the oldest first; for the one that works. */
  private final Map<K, Long> lookedAt =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  <V> Predictor(
      WarmingContext<K, V> context, RelatedKeys<K> related, int queueSize, WarmingFigures figures) {
    this.context = context;
    this.loads = new Loads<>(context);
    this.related = related;
    this.figures = figures;
    this.queue = new ArrayBlockingQueue<>(queueSize);
  }

  /** Takes note of a read. */
  void read(K key) {
    if (!queued.add(key)) {
      return;
    }
    if (!queue.offer(key)) {
      queued.remove(key);
      figures.predictionsDropped.increment();
      return;
    }
    work();
  }

  void close() {
    closed = true;
  }

  private void work() {
    if (!working.get() && !closed && working.compareAndSet(false, true)) {
      try {
        context.background().accept(this::drain);
      } catch (IllegalStateException e) {
        closed = true;
      }
    }
  }

  private void drain() {
    try {
      while (!queue.isEmpty() && !closed) {
        batch();
      }
    } finally {
      working.set(false);
    }
    if (!queue.isEmpty()) {
      work(); // one that came after the last look
    }
  }

  private void batch() {
    List<K> reads = new ArrayList<>();
    for (K key = queue.poll(); key != null; key = reads.size() < BATCH ? queue.poll() : null) {
      queued.remove(key);
      reads.add(key);
    }
    Set<K> wanted = new LinkedHashSet<>();
    try {
      reads.forEach(key -> relatedTo(key, wanted));
      if (!wanted.isEmpty()) {
        Set<K> absent = loads.absentOf(wanted);
        figures.predicted.add(absent.isEmpty() ? 0 : loads.loadAhead(absent));
      }
    } catch (RuntimeException e) {
      figures.predictionFailures.add(reads.size());
      if (!closed && warned.compareAndSet(false, true)) {
        LOG.warn(
            "Prediction for cache '{}' failed; further failures are only counted",
            context.cacheName(),
            e);
      }
    }
  }

  private void relatedTo(K key, Set<K> wanted) {
    long now = System.nanoTime();
    for (K follower : related.after(key)) {
      Long before = lookedAt.get(Objects.requireNonNull(follower, "related key"));
      if (before == null || now - before > REMEMBERED_NANOS) {
        lookedAt.remove(follower); // so that it becomes the youngest
        lookedAt.put(follower, now);
        wanted.add(follower);
      }
    }
  }
}
