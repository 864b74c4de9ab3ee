package org.cinnabar.jcache.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * Turns the keys and values of one cache into bytes and back. Implementations are thread-safe and
 * work on the caller's thread.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public interface CacheCodec<K, V> {

  /**
   * Encodes a key canonically: keys that are {@code equals} give the same bytes whatever way they
   * were built. Strings and integral numbers stay readable.
   *
   * @throws org.cinnabar.jcache.CacheCodecException when the key can't be encoded canonically, or
   *     is too deep or too large
   */
  byte[] encodeKey(K key);

  /**
   * Decodes a key.
   *
   * @throws UndecodableException when the bytes are malformed or name a class that this JVM doesn't
   *     know
   */
  K decodeKey(byte[] bytes) throws UndecodableException;

  /**
   * Turns a glob over the text of keys into one over encoded keys.
   *
   * @return the glob, or null when the declared key type isn't one whose keys stay readable
   * @throws IllegalArgumentException when the glob isn't well-formed Unicode
   */
  byte @Nullable [] encodeGlob(String glob);

  /**
   * Encodes a value, envelope included, and records its classes as known to this JVM.
   *
   * @throws org.cinnabar.jcache.CacheCodecException when the value can't be encoded, or is too deep
   *     or too large
   */
  byte[] encodeValue(V value);

  /**
   * Decodes an envelope written by {@link #encodeValue}; {@link Envelope#INDEXED} may have been set
   * by the server since, and freshness added.
   *
   * @throws UndecodableException when the bytes are malformed or name a class that this JVM doesn't
   *     know
   */
  V decodeValue(byte[] envelope) throws UndecodableException;
}
