package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Change;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.ScanPage;
import org.cinnabar.jcache.internal.store.ScanPage.ScannedEntry;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the live entries a page at a time, so that memory stays bounded whatever the cache
 * holds.
 *
 * <p>Weakly consistent (JSR-107, {@link Cache#iterator()}): entries that exist throughout are
 * returned; one that is added or removed meanwhile may be, and one may come twice when the server
 * rearranges the map or another server takes it over. Each entry returned is a hit and an access.
 * An entry was live on the server at most a few milliseconds before {@link #hasNext} announced it;
 * deadlines that its access sets are sent a page at a time.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
  private static final int PAGE = 500;
  private static final int REFRESHED = 50;
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** A live entry with the bytes it was read as. */
  private record Live<K, V>(CacheEntry<K, V> entry, ScannedEntry scanned) {}

  private final CacheStore store;
  private final LenientCodec<K, V> codec;
  private final Pipeline<K, V> pipeline;
  private final Changes<K, V> changes;
  private final Recorder recorder;
  private final List<Commit> touches = new ArrayList<>();
  private List<ScannedEntry> page = List.of();
  private int position;
  private ScanPage.@Nullable Cursor cursor = ScanPage.START;
  private int freshUpTo;
  private long readAt;
  private @Nullable Live<K, V> upcoming;
  private @Nullable K last;

  EntryIterator(
      CacheStore store,
      LenientCodec<K, V> codec,
      Pipeline<K, V> pipeline,
      Changes<K, V> changes,
      Recorder recorder) {
    this.store = store;
    this.codec = codec;
    this.pipeline = pipeline;
    this.changes = changes;
    this.recorder = recorder;
  }

  @Override
  public boolean hasNext() {
    while (upcoming == null && (position < page.size() || cursor != null)) {
      if (position == page.size()) {
        turnPage();
      } else {
        takeNext();
      }
    }
    if (upcoming == null) {
      flushTouches();
    }
    return upcoming != null;
  }

  @Override
  public Cache.Entry<K, V> next() {
    long started = System.nanoTime();
    Live<K, V> live = hasNext() ? upcoming : null;
    if (live == null) {
      throw new NoSuchElementException("no more entries");
    }
    upcoming = null;
    last = live.entry().getKey();
    access(live.scanned());
    if (recorder.isEnabled()) {
      recorder.record(Tally.lookup(true), System.nanoTime() - started);
    }
    return live.entry();
  }

  @Override
  public void remove() {
    K key = last;
    if (key == null) {
      throw new IllegalStateException(
          "next() has not been called, or its entry is removed already");
    }
    last = null;
    pipeline.one(key, Operations.remove());
  }

  private void takeNext() {
    refreshStale();
    if (position < page.size()) {
      upcoming = decode(page.get(position++));
    }
  }

  private void turnPage() {
    flushTouches();
    ScanPage.Cursor from = cursor;
    if (from == null) {
      return;
    }
    ScanPage read = Await.join(store.scan(from, PAGE));
    cursor = read.next();
    freshUpTo = read.entries().size();
    show(read.entries());
  }

  /** What was read a while ago may have expired since: the next few entries are read again. */
  private void refreshStale() {
    boolean fresh = position < freshUpTo && System.nanoTime() - readAt < FRESH_NANOS;
    if (fresh || position == page.size()) {
      return;
    }
    int end = Math.min(page.size(), position + REFRESHED);
    List<ScannedEntry> stale = page.subList(position, end);
    List<byte @Nullable []> current =
        Await.whole(store.read(stale.stream().map(ScannedEntry::key).toList()));
    List<ScannedEntry> rest = new ArrayList<>();
    for (int i = 0; i < stale.size(); i++) {
      byte[] envelope = current.get(i);
      if (envelope != null) {
        rest.add(new ScannedEntry(stale.get(i).key(), envelope));
      }
    }
    freshUpTo = rest.size();
    rest.addAll(page.subList(end, page.size()));
    show(rest);
  }

  private void show(List<ScannedEntry> entries) {
    page = entries;
    position = 0;
    readAt = System.nanoTime();
  }

  private @Nullable Live<K, V> decode(ScannedEntry scanned) {
    K key = codec.keyOrMiss(scanned.key());
    V value = codec.valueOrMiss(scanned.value());
    return key == null || value == null ? null : new Live<>(new CacheEntry<>(key, value), scanned);
  }

  /**
   * Deadlines are set a page at a time, but an entry that expires by being looked at is gone at
   * once.
   */
  private void access(ScannedEntry scanned) {
    Change change = changes.of(Decision.access(), true);
    if (change.kind() == Change.Kind.KEEP) {
      return;
    }
    touches.add(Commit.ifExactly(scanned.key(), scanned.value(), change));
    if (change.kind() == Change.Kind.REMOVE) {
      flushTouches();
    }
  }

  private void flushTouches() {
    if (!touches.isEmpty()) {
      Await.whole(store.commit(List.copyOf(touches)));
      touches.clear();
    }
  }
}
