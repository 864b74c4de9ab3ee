package org.cinnabar.jcache.internal.writing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.DeadLetter;
import org.cinnabar.jcache.DeadLetters;
import org.cinnabar.jcache.WriteBehind;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Queueing;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.WriteQueue;
import org.cinnabar.jcache.internal.store.WriteQueue.Letter;
import org.cinnabar.jcache.internal.store.WriteQueue.Limits;
import org.cinnabar.jcache.internal.store.WriteQueue.Position;

/**
 * Everything of one cache that is written behind.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class WritingBehind<K, V> implements Queueing, DeadLetters<K, V> {
  private static final long FLUSH_FIRST_MILLIS = 5;
  private static final long FLUSH_MAX_MILLIS = 50;

  private final String cacheName;
  private final WriteBehind settings;
  private final LenientCodec<K, V> codec;
  private final WriteQueue queue;
  private final Figures figures;
  private final Drainer drainer;

  /** Has the store's commits queue writes; touches no server before {@link #start}. */
  public WritingBehind(
      String cacheName,
      WriteBehind settings,
      CacheWriter<? super K, ? super V> writer,
      CacheStore store,
      int partitions,
      LenientCodec<K, V> codec) {
    this.cacheName = cacheName;
    this.settings = settings;
    this.codec = codec;
    long most = Math.max(1, (settings.getMaxBacklog() + partitions - 1L) / partitions);
    this.queue =
        store.queue(
            new Limits(most, most, settings.getTakeover().toMillis(), settings.isCoalescing()));
    this.figures = new Figures(partitions);
    BatchWriter<K, V> batches = new BatchWriter<>(writer, codec);
    this.drainer =
        new Drainer(
            cacheName,
            IntStream.range(0, partitions)
                .mapToObj(i -> new Drain(cacheName, i, queue, batches, settings, figures))
                .toList());
  }

  /** Begins to drain, in the background. */
  public void start(Executor threads) {
    drainer.start(threads);
  }

  @Override
  public boolean isActive() {
    return true;
  }

  @Override
  public void queued(int partition) {
    drainer.queued(partition);
  }

  @Override
  public Room room() {
    return new Room();
  }

  /** How the queue does. */
  public WriteFigures figures() {
    return figures;
  }

  /**
   * Waits until all that was queued before is written.
   *
   * @throws CacheTimeoutException when the limit has passed before
   * @throws CacheWriterException when writes were given up meanwhile
   */
  public void flush(Duration limit) {
    long begun = System.nanoTime();
    List<Position> before = positions();
    drainer.hurry();
    try {
      long delay = FLUSH_FIRST_MILLIS;
      List<Position> now = before;
      while (!areBeyond(now, before)) {
        if (System.nanoTime() - begun > limit.toNanos()) {
          throw new CacheTimeoutException(
              "Queued writes of cache '%s' were not all written within %s; they stay queued"
                  .formatted(cacheName, limit),
              null);
        }
        sleep(delay);
        delay = Math.min(2 * delay, FLUSH_MAX_MILLIS);
        now = positions();
      }
      refuseNewLetters(before, now);
    } finally {
      drainer.calm();
    }
  }

  private void refuseNewLetters(List<Position> before, List<Position> now) {
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i).hasLettersAfter(before.get(i).lastLetter())) {
        throw new CacheWriterException(
            "Queued writes of cache '%s' were given up meanwhile: see its dead letters"
                .formatted(cacheName));
      }
    }
  }

  private static boolean areBeyond(List<Position> now, List<Position> before) {
    return IntStream.range(0, now.size()).allMatch(i -> now.get(i).isBeyond(before.get(i).last()));
  }

  private List<Position> positions() {
    return everywhere(i -> Await.join(queue.look(i)));
  }

  private <T> List<T> everywhere(IntFunction<T> what) {
    return IntStream.range(0, queue.partitions()).mapToObj(what).toList();
  }

  @Override
  public long count() {
    return everywhere(i -> Await.join(queue.deadLetters(i))).stream().mapToLong(n -> n).sum();
  }

  @Override
  public List<DeadLetter<K, V>> read(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, not " + most);
    }
    List<DeadLetter<K, V>> letters = new ArrayList<>();
    everywhere(i -> Await.join(queue.letters(i, most)))
        .forEach(some -> some.forEach(letter -> letters.add(decoded(letter))));
    return letters;
  }

  private DeadLetter<K, V> decoded(Letter letter) {
    return new DeadLetter<>(
        codec.keyOrMiss(letter.key()),
        codec.valueOrMiss(letter.value()),
        letter.value() == null,
        letter.tries(),
        letter.failure(),
        Instant.ofEpochMilli(letter.sinceMillis()));
  }

  @Override
  public long replay() {
    long count = everywhere(i -> Await.join(queue.replay(i))).stream().mapToLong(n -> n).sum();
    drainer.lookEverywhere();
    return count;
  }

  @Override
  public long discard() {
    return everywhere(i -> Await.join(queue.discard(i))).stream().mapToLong(n -> n).sum();
  }

  /** Writes what is queued as long as the close limit allows, and ends. */
  public void close() {
    drainer.close(settings.getCloseLimit().toNanos());
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("Interrupted while waiting for queued writes", e);
    }
  }
}
