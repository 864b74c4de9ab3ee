package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys as bytes. Strings, integral numbers and UUIDs are text behind a letter and a colon, the same
 * in any client; everything else is {@code k:} and canonical binary.
 */
final class KeyCodec {
  private static final byte[] BINARY = {'k', ':'};
  private static final byte COLON = ':';

  /** The letters of the types whose keys are text. */
  private static final Map<Class<?>, String> LETTERS =
      Map.of(
          String.class, "s",
          Integer.class, "i",
          Long.class, "l",
          Short.class, "h",
          Byte.class, "b",
          UUID.class, "u");

  private final Trust trust;
  private final Class<?> keyType;
  private final Map<Class<?>, KeyShape> shapes = new ConcurrentHashMap<>();
  private final Set<Class<?>> verified = ConcurrentHashMap.newKeySet();

  KeyCodec(Trust trust, Class<?> keyType) {
    this.trust = trust;
    this.keyType = keyType;
  }

  byte[] encode(Object key) {
    if (key instanceof String s && s.length() <= trust.settings().maxBytes() - 2) {
      byte[] ascii = Wire.ascii(s, 2);
      if (ascii != null) {
        ascii[0] = 's';
        ascii[1] = COLON;
        return ascii;
      }
    }
    String text = text(key);
    if (text == null) {
      return encodeBinary(key);
    }
    // The first two characters are ours, so an encoded text has as many bytes as characters at
    // least.
    if (text.length() - 2 > trust.settings().maxBytes()) {
      throw Refusals.tooLarge(trust.settings().maxBytes(), null);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > trust.settings().maxBytes()) {
      throw Refusals.tooLarge(trust.settings().maxBytes(), null);
    }
    return bytes;
  }

  private static @Nullable String text(Object key) {
    if (key instanceof String s) {
      return Wire.isWellFormed(s) ? "s:" + s : null;
    } else if (key instanceof Integer) {
      return "i:" + key;
    } else if (key instanceof Long) {
      return "l:" + key;
    } else if (key instanceof Short) {
      return "h:" + key;
    } else if (key instanceof Byte) {
      return "b:" + key;
    }
    return key instanceof UUID ? "u:" + key : null;
  }

  /** A glob over the text of keys as one over their bytes; null when keys aren't text. */
  byte @Nullable [] glob(String text) {
    String letter = LETTERS.get(keyType);
    return letter == null ? null : (letter + ":" + text).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] encodeBinary(Object key) {
    KeyWriter writer = new KeyWriter(this::shape, trust);
    byte[] bytes = write(writer, key);
    Set<Class<?>> classes = writer.classes();
    classes.add(key.getClass());
    if (!verified.containsAll(classes)) {
      verify(key, bytes);
      verified.addAll(classes);
    }
    return bytes;
  }

  private byte[] write(KeyWriter writer, Object key) {
    Output out = new Output(64, trust.settings().maxBytes());
    out.writeBytes(BINARY);
    writer.write(out, key, false);
    return out.toBytes();
  }

  private KeyShape shape(Class<?> type) {
    KeyShape known = shapes.get(type);
    if (known == null) {
      known = KeyShape.of(type);
      shapes.put(type, known);
    }
    return known;
  }

  // The first key of each class is read back: what its fields don't restore must not be found out
  // by a failing lookup.
  private void verify(Object key, byte[] bytes) {
    String why;
    try {
      Object copy = decode(bytes);
      if (!key.equals(copy) || !copy.equals(key) || key.hashCode() != copy.hashCode()) {
        why =
            "the copy made from its fields isn't equal or has another hash code, as transient fields aren't stored";
      } else if (!Arrays.equals(bytes, write(new KeyWriter(this::shape, trust), copy))) {
        why = "an equal copy gives other bytes, so some field doesn't take part in equals";
      } else {
        return;
      }
    } catch (MalformedException e) {
      throw Refusals.unsupported(
          key.getClass(),
          "as a key it can't be read back (" + e.getMessage() + ")",
          "use a record or a String");
    }
    throw Refusals.key(key.getClass(), why, "use a record or a String");
  }

  Object decode(byte[] bytes) {
    if (bytes.length < 2 || bytes[1] != COLON) {
      throw new MalformedException("no key of this format");
    }
    if (bytes[0] == 'k') {
      return new KeyReader(this::shape, trust, new Input(bytes, 2, bytes.length - 2))
          .readAll(keyType);
    }
    String text = Wire.utf8(bytes, 2, bytes.length - 2);
    Object key =
        switch (bytes[0]) {
          case 's' -> text;
          case 'i' -> Integer.valueOf(text);
          case 'l' -> Long.valueOf(text);
          case 'h' -> Short.valueOf(text);
          case 'b' -> Byte.valueOf(text);
          case 'u' -> UUID.fromString(text);
          default -> throw new MalformedException("no key of this format");
        };
    return KeyAdapter.adapt(key, keyType);
  }
}
