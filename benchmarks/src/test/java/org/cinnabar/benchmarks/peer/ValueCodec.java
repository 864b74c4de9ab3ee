package org.cinnabar.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.fory.Fory;
import org.apache.fory.ThreadSafeFory;
import org.cinnabar.jcache.internal.codec.CacheCodec;
import org.cinnabar.jcache.internal.codec.CodecSettings;
import org.cinnabar.jcache.internal.codec.KryoCacheCodec;
import org.cinnabar.jcache.internal.codec.UndecodableException;
import org.redisson.client.handler.State;
import org.redisson.codec.Kryo5Codec;

/** A way to turn values into bytes and back. */
public interface ValueCodec {

  /** The value's bytes. */
  byte[] encode(Object value);

  /** The value of such bytes. */
  Object decode(byte[] bytes);

  /** Whose codec. Like the others, Fory is to take any class and to keep references. */
  enum Kind {
    CINNABAR("Cinnabar"),
    REDISSON_KRYO5("Redisson Kryo5Codec"),
    FORY("Apache Fory");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** The name for readers. */
    public String title() {
      return title;
    }

    /** One for values of the type. */
    public ValueCodec make(Class<?> type) {
      return switch (this) {
        case CINNABAR -> cinnabar(type);
        case REDISSON_KRYO5 -> kryo5();
        case FORY -> fory();
      };
    }
  }

  private static <V> ValueCodec cinnabar(Class<V> type) {
    CacheCodec<String, V> codec =
        new KryoCacheCodec<>(
            String.class, type, CodecSettings.defaults(ValueCodec.class.getClassLoader()));
    return new ValueCodec() {
      @Override
      public byte[] encode(Object value) {
        return codec.encodeValue(type.cast(value));
      }

      @Override
      public Object decode(byte[] bytes) {
        try {
          return codec.decodeValue(bytes);
        } catch (UndecodableException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private static ValueCodec kryo5() {
    Kryo5Codec codec = new Kryo5Codec();
    return new ValueCodec() {
      @Override
      public byte[] encode(Object value) {
        try {
          ByteBuf buffer = codec.getValueEncoder().encode(value);
          byte[] bytes = new byte[buffer.readableBytes()];
          buffer.readBytes(bytes).release();
          return bytes;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public Object decode(byte[] bytes) {
        try {
          return codec.getValueDecoder().decode(Unpooled.wrappedBuffer(bytes), new State());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private static ValueCodec fory() {
    ThreadSafeFory fory =
        Fory.builder()
            .withXlang(false)
            .withRefTracking(true)
            .requireClassRegistration(false)
            .buildThreadSafeFory();
    return new ValueCodec() {
      @Override
      public byte[] encode(Object value) {
        return fory.serialize(value);
      }

      @Override
      public Object decode(byte[] bytes) {
        return fory.deserialize(bytes);
      }
    };
  }
}
