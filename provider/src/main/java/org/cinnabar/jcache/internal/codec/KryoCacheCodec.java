package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cinnabar.jcache.CacheCodecException;
import org.jspecify.annotations.Nullable;

/**
 * The codec of one cache: canonical keys and self-describing values.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>Keys that are {@code equals} have equal bytes. For an application's class this takes an
 *       {@code equals} that compares exactly the fields that aren't transient; the first key of
 *       each class is read back to find most others. Array fields of such a class are taken to be
 *       compared by content.
 *   <li>Values keep shared and cyclic references. Fields may be added, removed and reordered
 *       between the version that wrote a value and the one that reads it; a field whose type no
 *       longer fits makes the value undecodable.
 *   <li>A class is decoded only if it is one of Java's value and collection types, reachable from
 *       the declared types, configured, or has been encoded by this codec. The record of encoded
 *       classes is this codec's own.
 *   <li>No thread, thread-local or static state refers to an application's class.
 * </ul>
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class KryoCacheCodec<K, V> implements CacheCodec<K, V> {
  /** Names this codec and its format's version in a cache's metadata. */
  public static final String ID = "kryo5/1";

  private final Trust trust;
  private final KeyCodec keys;
  private final WireTypes types;
  private final Class<?> keyType;
  private final Class<?> valueType;
  private final KryoPool pool;

  /**
   * Makes a codec for a cache.
   *
   * @param keyType the declared key type; {@code Object} if none is declared
   * @param valueType the declared value type; {@code Object} if none is declared
   * @param settings limits and trust
   * @throws NullPointerException when an argument is null
   */
  public KryoCacheCodec(Class<K> keyType, Class<V> valueType, CodecSettings settings) {
    this.keyType = boxed(keyType);
    this.valueType = boxed(valueType);
    trust = new Trust(settings, keyType, valueType);
    keys = new KeyCodec(trust, this.keyType);
    types = new WireTypes(trust);
    pool = new KryoPool(() -> new ValueKryo(types));
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /**
   * {@inheritDoc}
   *
   * @throws NullPointerException when the key is null
   */
  @Override
  public byte[] encodeKey(K key) {
    Objects.requireNonNull(key, "key");
    return encoding(key, () -> keys.encode(key));
  }

  /**
   * {@inheritDoc}
   *
   * @throws NullPointerException when the bytes are null
   */
  @Override
  @SuppressWarnings("unchecked")
  public K decodeKey(byte[] bytes) throws UndecodableException {
    requireSize(bytes);
    return (K) decoding("key", () -> keys.decode(bytes));
  }

  /**
   * {@inheritDoc}
   *
   * @throws NullPointerException when the glob is null
   */
  @Override
  public byte @Nullable [] encodeGlob(String glob) {
    if (!Wire.isWellFormed(Objects.requireNonNull(glob, "glob"))) {
      throw new IllegalArgumentException("the glob has half of a surrogate pair");
    }
    return keys.glob(glob);
  }

  /**
   * {@inheritDoc}
   *
   * @throws NullPointerException when the value is null
   */
  @Override
  public byte[] encodeValue(V value) {
    Objects.requireNonNull(value, "value");
    // A type that doesn't fit is left to the way of all others, which says so.
    byte[] bytes =
        valueType.isInstance(value) ? LoneScalars.encode(value, trust.settings().maxBytes()) : null;
    if (bytes == null) {
      bytes =
          encoding(
              value,
              () -> {
                requireDecodable(value);
                return withKryo(kryo -> kryo.encode(value));
              });
    }
    bytes[0] = Envelope.VERSION;
    return bytes;
  }

  /**
   * {@inheritDoc}
   *
   * @throws NullPointerException when the envelope is null
   */
  @Override
  @SuppressWarnings("unchecked")
  public V decodeValue(byte[] stored) throws UndecodableException {
    byte[] envelope = Envelope.plain(EntryTags.without(stored));
    requireSize(envelope);
    if (envelope.length < 2 || (envelope[0] & ~Envelope.INDEXED) != Envelope.VERSION) {
      throw new UndecodableException(
          "The value has a format version or flag that this version doesn't know.", null);
    }
    return (V)
        decoding(
            "value",
            () -> {
              Object value = LoneScalars.decode(envelope);
              if (value == null) {
                value = withKryo(kryo -> kryo.decode(envelope));
              }
              if (!valueType.isInstance(value)) {
                throw new MalformedException(
                    "it isn't of the declared type " + valueType.getName());
              }
              return value;
            });
  }

  private void requireDecodable(V value) {
    Class<?> decoded = types.forWriting(value.getClass()).decodedType();
    if (!valueType.isAssignableFrom(decoded)) {
      throw Refusals.unsupported(
          value.getClass(),
          "it would be read back as "
              + decoded.getName()
              + ", which isn't of the declared value type",
          "declare the interface as the value type");
    }
  }

  private void requireSize(byte[] bytes) throws UndecodableException {
    if (bytes.length > trust.settings().maxBytes()) {
      throw new UndecodableException(
          "The bytes are more than maxBytes ("
              + trust.settings().maxBytes()
              + "); raise maxBytes to read them.",
          null);
    }
  }

  // A Kryo that failed isn't pooled again: it may hold the rest of a graph.
  private <T> T withKryo(Function<ValueKryo, T> action) {
    ValueKryo kryo = pool.obtain();
    T result = action.apply(kryo);
    pool.free(kryo);
    return result;
  }

  private <T> T encoding(Object object, Supplier<T> action) {
    try {
      return action.get();
    } catch (CacheCodecException e) {
      throw e;
    } catch (KryoBufferOverflowException e) {
      throw Refusals.tooLarge(trust.settings().maxBytes(), null);
    } catch (StackOverflowError e) {
      throw Refusals.tooDeep(trust.settings().maxDepth());
    } catch (RuntimeException | LinkageError e) {
      throw encodingFailed(object, e);
    }
  }

  // Kryo wraps what serializers throw; its own messages may quote the object.
  private RuntimeException encodingFailed(Object object, Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof CacheCodecException e) {
        return e;
      }
      if (t instanceof KryoBufferOverflowException) {
        return Refusals.tooLarge(trust.settings().maxBytes(), null);
      }
    }
    return Refusals.unsupported(
        object.getClass(),
        "encoding it failed with " + failure.getClass().getName(),
        "see the cause, and store plain data",
        failure instanceof KryoException ? null : failure);
  }

  private static Object decoding(String what, Supplier<Object> action) throws UndecodableException {
    try {
      return action.get();
    } catch (MalformedException e) {
      throw new UndecodableException(
          "The " + what + " can't be decoded: " + e.getMessage() + ".", e.getCause());
    } catch (StackOverflowError e) {
      throw new UndecodableException(
          "The " + what + " can't be decoded: it is nested too deeply.", null);
    } catch (RuntimeException | LinkageError e) {
      throw new UndecodableException("The " + what + " can't be decoded: " + reason(e) + ".", null);
    }
  }

  private static String reason(Throwable failure) {
    boolean malformed = failure instanceof KryoException;
    return malformed ? "the bytes are malformed" : "it failed with " + failure.getClass().getName();
  }
}
