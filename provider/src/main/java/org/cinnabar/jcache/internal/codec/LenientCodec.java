package org.cinnabar.jcache.internal.codec;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache's codec as the operations use it: what can't be decoded is a miss, counted each time and
 * warned of once.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class LenientCodec<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(LenientCodec.class);

  private final String cacheName;
  private final CacheCodec<K, V> codec;
  private final @Nullable EntryTags tags;
  private final LongAdder undecodable;
  private final AtomicBoolean warned;

  public LenientCodec(String cacheName, CacheCodec<K, V> codec) {
    this.cacheName = cacheName;
    this.codec = codec;
    this.tags = null;
    this.undecodable = new LongAdder();
    this.warned = new AtomicBoolean();
  }

  private LenientCodec(LenientCodec<K, V> other, EntryTags tags) {
    this.cacheName = other.cacheName;
    this.codec = other.codec;
    this.tags = tags;
    this.undecodable = other.undecodable;
    this.warned = other.warned;
  }

  /** This codec, except that the values it encodes have the tags, and those that it adds to. */
  public LenientCodec<K, V> with(Collection<String> more) {
    return new LenientCodec<>(this, tags == null ? EntryTags.of(more) : tags.and(more));
  }

  /** Encodes a key. */
  public byte[] encodeKey(K key) {
    return codec.encodeKey(key);
  }

  /** Encodes a value. */
  public byte[] encodeValue(V value) {
    byte[] envelope = codec.encodeValue(value);
    return tags == null ? envelope : tags.into(envelope);
  }

  /** What remembers that there is no value. */
  public byte[] encodeNull() {
    return tags == null ? Envelope.ofNull() : tags.into(Envelope.ofNull());
  }

  /** The glob over encoded keys; null when the declared key type isn't a readable one. */
  public byte @Nullable [] encodeGlob(String glob) {
    return codec.encodeGlob(glob);
  }

  /** The key, or null when it can't be decoded. */
  public @Nullable K keyOrMiss(byte[] bytes) {
    try {
      return codec.decodeKey(bytes);
    } catch (UndecodableException e) {
      miss(e);
      return null;
    }
  }

  /** The value, or null when there is none, a null is remembered, or it can't be decoded. */
  public @Nullable V valueOrMiss(byte @Nullable [] envelope) {
    if (envelope == null || Envelope.isNull(envelope)) {
      return null;
    }
    try {
      return codec.decodeValue(envelope);
    } catch (UndecodableException e) {
      miss(e);
      return null;
    }
  }

  /** How many keys and values could not be decoded so far. */
  public long undecodable() {
    return undecodable.sum();
  }

  private void miss(UndecodableException e) {
    undecodable.increment();
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "Cache '{}' holds bytes that can't be decoded; they count as misses: {}",
          cacheName,
          e.getMessage());
    }
  }
}
