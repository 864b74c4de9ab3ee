package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Collections;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The comparators of sorted collections: the natural and reverse orders, and classes of the
 * application's own.
 */
final class Comparators {
  private static final int NONE = 0;
  private static final int REVERSE = 1;
  private static final int IGNORE_CASE = 2;
  private static final int NATURAL = 3;
  private static final int OBJECT = 4;
  private static final int REVERSE_OF = 5;
  private static final Class<?> REVERSED =
      Collections.reverseOrder(String.CASE_INSENSITIVE_ORDER).getClass();

  private Comparators() {}

  static void write(ValueKryo kryo, Output out, @Nullable Comparator<?> comparator) {
    if (comparator == null) {
      out.writeByte(NONE);
    } else if (comparator == Collections.reverseOrder()) {
      out.writeByte(REVERSE);
    } else if (comparator == String.CASE_INSENSITIVE_ORDER) {
      out.writeByte(IGNORE_CASE);
    } else if (comparator == Comparator.naturalOrder()) {
      out.writeByte(NATURAL);
    } else if (comparator.getClass() == REVERSED) {
      out.writeByte(REVERSE_OF);
      write(kryo, out, Collections.reverseOrder(comparator));
    } else {
      requireClass(comparator.getClass());
      out.writeByte(OBJECT);
      kryo.writeClassAndObject(out, comparator);
    }
  }

  private static void requireClass(Class<?> type) {
    if (type.isHidden() || type.isSynthetic() || Trust.isPlatform(type)) {
      throw Refusals.unsupported(
          type,
          "it is a sorted collection's comparator made from a lambda or by Comparator's "
              + "methods, which has no name to find it by",
          "write the comparator as a class or an enum");
    }
  }

  static @Nullable Comparator<?> read(ValueKryo kryo, Input in) {
    return switch (in.readByte()) {
      case NONE -> null;
      case REVERSE -> Collections.reverseOrder();
      case IGNORE_CASE -> String.CASE_INSENSITIVE_ORDER;
      case NATURAL -> Comparator.naturalOrder();
      case REVERSE_OF -> Collections.reverseOrder(read(kryo, in));
      case OBJECT -> (Comparator<?>) kryo.readClassAndObject(in);
      default -> throw new MalformedException("an unknown comparator");
    };
  }
}
