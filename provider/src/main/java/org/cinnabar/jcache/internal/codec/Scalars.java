package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cinnabar.jcache.internal.codec.Scalar.Reader;
import org.cinnabar.jcache.internal.codec.Scalar.Use;
import org.cinnabar.jcache.internal.codec.Scalar.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Java's own value types, each with its number on the wire. The numbers are part of the format:
 * only ever add some.
 */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // obsolete types are values all the same
final class Scalars {
  static final int BOOLEAN = 1;
  static final int INTEGER = 4;
  static final int LONG = 5;
  static final int DOUBLE = 7;
  static final int STRING = 9;
  static final int UNIQUE_ID = 12;
  static final int DATE = 13;

  private static final List<Scalar<?>> ALL = all();
  private static final Map<Class<?>, Scalar<?>> BY_TYPE =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Scalar::type, s -> s));
  private static final Map<Integer, Scalar<?>> BY_ID =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Scalar::id, s -> s));
  // What a Class value may name besides: harmless, and common in declarations.
  private static final Set<String> NAMEABLE =
      Stream.concat(
              ALL.stream().map(s -> s.type().getName()),
              Stream.of(
                  "java.lang.Object",
                  "java.lang.Number",
                  "java.lang.CharSequence",
                  "java.lang.Comparable",
                  "java.lang.Void",
                  "java.lang.Enum",
                  "java.lang.Record",
                  "java.util.Collection",
                  "java.util.List",
                  "java.util.Set",
                  "java.util.Map",
                  "java.util.ArrayList",
                  "java.util.HashMap",
                  "java.util.HashSet"))
          .collect(Collectors.toUnmodifiableSet());

  private Scalars() {}

  static List<Scalar<?>> list() {
    return ALL;
  }

  static @Nullable Scalar<?> byId(int id) {
    return BY_ID.get(id);
  }

  static boolean isBuiltIn(String className) {
    return NAMEABLE.contains(className);
  }

  /** The scalar that writes objects of a class; JDK-internal subclasses go by their public type. */
  static @Nullable Scalar<?> of(Class<?> type) {
    Scalar<?> exact = BY_TYPE.get(type);
    if (exact != null || !Trust.isPlatform(type)) {
      return exact;
    }
    if (Charset.class.isAssignableFrom(type)) {
      return BY_TYPE.get(Charset.class);
    }
    // SimpleTimeZone has rules that its id doesn't tell.
    boolean zone = TimeZone.class.isAssignableFrom(type) && type.getName().startsWith("sun.");
    return zone ? BY_TYPE.get(TimeZone.class) : null;
  }

  static <T> Scalar<T> scalar(int id, Class<T> type, Use use, Writer<T> writer, Reader<T> reader) {
    return new Scalar<>(id, type, use, writer, reader);
  }

  /** A type that its text form describes fully. */
  static <T> Scalar<T> text(
      int id, Class<T> type, Use use, Function<T, String> to, Function<String, T> from) {
    return scalar(
        id,
        type,
        use,
        (out, v, trust) -> Wire.writeString(out, to.apply(v)),
        (in, trust) -> from.apply(Wire.readString(in)));
  }

  private static List<Scalar<?>> all() {
    List<Scalar<?>> all = new ArrayList<>(primitives());
    all.addAll(utilities());
    all.addAll(optionals());
    all.addAll(mutables());
    all.addAll(TimeScalars.list());
    all.addAll(OtherScalars.list());
    all.addAll(PrimitiveArrays.list());
    if (isPresent("java.sql.Timestamp")) {
      all.addAll(SqlScalars.list());
    }
    return List.copyOf(all);
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static List<Scalar<?>> primitives() {
    return List.of(
        primitive(BOOLEAN, Boolean.class, 'Z'),
        primitive(2, Byte.class, 'B'),
        primitive(3, Short.class, 'S'),
        primitive(INTEGER, Integer.class, 'I'),
        primitive(LONG, Long.class, 'J'),
        primitive(6, Float.class, 'F'),
        primitive(DOUBLE, Double.class, 'D'),
        primitive(8, Character.class, 'C'));
  }

  private static <T> Scalar<T> primitive(int id, Class<T> type, char tag) {
    return scalar(
        id,
        type,
        Use.KEY,
        (out, v, trust) -> Tags.writePrimitive(out, tag, v),
        (in, trust) -> type.cast(Tags.readPrimitive(in, tag)));
  }

  private static List<Scalar<?>> utilities() {
    return List.of(
        text(STRING, String.class, Use.KEY, s -> s, s -> s),
        scalar(
            10,
            BigInteger.class,
            Use.KEY,
            (out, v, t) -> Wire.writeBytes(out, v.toByteArray()),
            (in, t) -> new BigInteger(Wire.readBytes(in))),
        scalar(
            11,
            BigDecimal.class,
            Use.KEY,
            (out, v, t) -> {
              Wire.writeBytes(out, v.unscaledValue().toByteArray());
              out.writeVarInt(v.scale(), false);
            },
            (in, t) -> readDecimal(in)),
        scalar(
            UNIQUE_ID,
            UUID.class,
            Use.KEY,
            (out, v, t) -> {
              out.writeLong(v.getMostSignificantBits());
              out.writeLong(v.getLeastSignificantBits());
            },
            (in, t) -> new UUID(in.readLong(), in.readLong())),
        text(14, URI.class, Use.KEY, URI::toString, URI::create),
        text(16, Currency.class, Use.KEY, Currency::getCurrencyCode, Currency::getInstance),
        text(17, Charset.class, Use.KEY, Charset::name, Charset::forName),
        text(18, TimeZone.class, Use.MUTABLE_KEY, TimeZone::getID, TimeZone::getTimeZone),
        scalar(
            23,
            Pattern.class,
            Use.VALUE,
            (out, v, t) -> {
              Wire.writeString(out, v.pattern());
              out.writeVarInt(v.flags(), true);
            },
            (in, t) -> Pattern.compile(Wire.readString(in), in.readVarInt(true))));
  }

  // Most decimals fit a long, which BigDecimal keeps without a BigInteger.
  private static BigDecimal readDecimal(Input in) {
    byte[] unscaled = Wire.readBytes(in);
    int scale = in.readVarInt(false);
    if (unscaled.length == 0 || unscaled.length > Long.BYTES) {
      return new BigDecimal(new BigInteger(unscaled), scale);
    }
    long bits = unscaled[0];
    for (int i = 1; i < unscaled.length; i++) {
      bits = (bits << 8) | (unscaled[i] & 0xff);
    }
    return BigDecimal.valueOf(bits, scale);
  }

  private static List<Scalar<?>> optionals() {
    return List.of(
        scalar(
            29,
            OptionalInt.class,
            Use.KEY,
            (out, v, t) -> {
              out.writeBoolean(v.isPresent());
              out.writeVarInt(v.orElse(0), false);
            },
            (in, t) ->
                presence(
                    in.readBoolean(), OptionalInt.of(in.readVarInt(false)), OptionalInt.empty())),
        scalar(
            30,
            OptionalLong.class,
            Use.KEY,
            (out, v, t) -> {
              out.writeBoolean(v.isPresent());
              out.writeVarLong(v.orElse(0), false);
            },
            (in, t) ->
                presence(
                    in.readBoolean(),
                    OptionalLong.of(in.readVarLong(false)),
                    OptionalLong.empty())),
        scalar(
            31,
            OptionalDouble.class,
            Use.KEY,
            (out, v, t) -> {
              out.writeBoolean(v.isPresent());
              Tags.writePrimitive(out, 'D', v.orElse(0));
            },
            (in, t) ->
                presence(
                    in.readBoolean(), OptionalDouble.of(in.readDouble()), OptionalDouble.empty())));
  }

  private static <T> T presence(boolean present, T value, T empty) {
    return present ? value : empty;
  }

  private static List<Scalar<?>> mutables() {
    return List.of(
        scalar(
            DATE,
            Date.class,
            Use.MUTABLE_KEY,
            (out, v, t) -> out.writeVarLong(v.getTime(), false),
            (in, t) -> new Date(in.readVarLong(false))),
        scalar(
            20,
            BitSet.class,
            Use.MUTABLE_KEY,
            (out, v, t) -> Wire.writeBytes(out, v.toByteArray()),
            (in, t) -> BitSet.valueOf(Wire.readBytes(in))),
        text(
            21,
            StringBuilder.class,
            Use.MUTABLE_VALUE,
            StringBuilder::toString,
            StringBuilder::new),
        text(22, StringBuffer.class, Use.MUTABLE_VALUE, StringBuffer::toString, StringBuffer::new),
        scalar(
            26,
            AtomicInteger.class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> out.writeVarInt(v.get(), false),
            (in, t) -> new AtomicInteger(in.readVarInt(false))),
        scalar(
            27,
            AtomicLong.class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> out.writeVarLong(v.get(), false),
            (in, t) -> new AtomicLong(in.readVarLong(false))),
        scalar(
            28,
            AtomicBoolean.class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> out.writeBoolean(v.get()),
            (in, t) -> new AtomicBoolean(in.readBoolean())));
  }
}
