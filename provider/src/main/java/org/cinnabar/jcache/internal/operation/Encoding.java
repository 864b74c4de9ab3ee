package org.cinnabar.jcache.internal.operation;

import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of what an operation stores. Both branches of a commit mostly store the same value,
 * which is then encoded once, and as the same array travels once.
 */
final class Encoding<V> {
  private final LenientCodec<?, V> codec;
  private @Nullable V encoded;
  private byte @Nullable [] plain;
  private byte @Nullable [] fresh;
  private long life;

  Encoding(LenientCodec<?, V> codec) {
    this.codec = codec;
  }

  /** The envelope of a value. */
  byte[] of(@Nullable V value) {
    if (value == null) {
      throw new NullPointerException("value");
    }
    if (plain == null || encoded != value) {
      plain = codec.encodeValue(value);
      encoded = value;
      fresh = null;
    }
    return plain;
  }

  /** The envelope of a value that also tells how many milliseconds it is fresh. */
  byte[] freshFor(@Nullable V value, long millis) {
    byte[] envelope = of(value);
    if (fresh == null || life != millis) {
      fresh = Envelope.fresh(envelope, millis);
      life = millis;
    }
    return fresh;
  }
}
