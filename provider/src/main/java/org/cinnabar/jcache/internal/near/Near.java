package org.cinnabar.jcache.internal.near;

import java.util.function.ToLongBiFunction;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.jspecify.annotations.Nullable;

/**
 * A cache's near cache, put together from its parts; see {@link NearCache} for what it promises.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class Near<K, V> {
  private final NearCache<K, V> entries;
  private final Heartbeat heartbeat;
  private final NearRecorder recorder;
  private final CacheStore writes;
  private final CacheStore lookups;

  /** Copies entries of the store; nothing is sent before {@link #start}. */
  public Near(
      String cacheName,
      CacheStore store,
      LenientCodec<K, V> codec,
      NearSettings settings,
      NearRecorder recorder) {
    long origin = System.nanoTime();
    NearClock clock = new NearClock(() -> System.nanoTime() - origin);
    this.entries = new NearCache<>(settings, codec, store.changes().partitions(), clock);
    this.heartbeat = new Heartbeat(cacheName, store.changes(), entries, clock);
    this.recorder = recorder;
    this.writes = new NearStore(store, entries, false);
    this.lookups = new NearStore(store, entries, true);
  }

  /**
   * Limits how long copies are served besides: in milliseconds, given the encoded key and envelope.
   * Called before {@link #start}.
   */
  public void limit(ToLongBiFunction<byte[], byte[]> millis) {
    entries.limit(millis);
  }

  /** Begins to follow changes, in the background; until that is done every lookup misses. */
  public void start() {
    heartbeat.start();
  }

  /** The value, if there is a copy that may be served; else null. Counted as a near hit or miss. */
  public @Nullable V get(K key) {
    heartbeat.used();
    V value = entries.get(key);
    if (recorder.isEnabled()) {
      recorder.lookedUp(value != null);
    }
    return value;
  }

  /** The store for whatever may change entries: its changes are not served from copies. */
  public CacheStore writes() {
    return writes;
  }

  /** The store for lookups: what they read is copied. */
  public CacheStore lookups() {
    return lookups;
  }

  /** How many entries were dropped for want of room. */
  public long evictions() {
    return entries.evictions();
  }

  /** How many entries are held, roughly. */
  public long size() {
    return entries.size();
  }

  /** Drops all copies and stops the pulses; the store ends the subscription when it is closed. */
  public void close() {
    heartbeat.close();
    entries.close();
  }
}
