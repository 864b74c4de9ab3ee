package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Throwables as data: message, cause, stack trace, suppressed throwables, and the fields that
 * application classes add. They are rebuilt through a constructor that takes (message, cause),
 * (message), (cause) or nothing, tried in this order; what Java's own exception classes keep beside
 * these parts isn't stored.
 */
final class ThrowableSerializer extends ValueSerializer<Throwable> {
  private static final Class<?>[][] SIGNATURES = {
    {String.class, Throwable.class}, {String.class}, {Throwable.class}, {}
  };

  private final ClassShape shape;
  private final List<SlotReader> readers;
  private final List<Constructor<?>> constructors = new ArrayList<>();

  ThrowableSerializer(ClassShape shape, Descriptor written) {
    this.shape = shape;
    readers = SlotReader.match(written, shape);
    for (Class<?>[] signature : SIGNATURES) {
      Constructor<?> constructor = Instances.constructorOf(shape.type(), signature);
      if (constructor != null) {
        constructors.add(constructor);
      }
    }
  }

  @Override
  void write(ValueKryo kryo, Output out, Throwable throwable) {
    requireRebuildable(throwable);
    kryo.references().begin(throwable);
    kryo.writeClassAndObject(out, throwable.getMessage());
    kryo.writeClassAndObject(out, throwable.getCause());
    StackTraceElement[] trace = throwable.getStackTrace();
    Wire.writeCount(out, trace.length);
    for (StackTraceElement element : trace) {
      writeElement(out, element);
    }
    Throwable[] suppressed = throwable.getSuppressed();
    Wire.writeCount(out, suppressed.length);
    for (Throwable t : suppressed) {
      kryo.writeClassAndObject(out, t);
    }
    ObjectSerializer.writeSlots(kryo, out, throwable, shape);
    kryo.references().end();
  }

  // Found out when writing: a value that nobody can read back would only look like a cache that
  // never hits.
  private void requireRebuildable(Throwable throwable) {
    Throwable copy =
        build(
            throwable.getMessage(),
            throwable.getCause(),
            candidate -> {
              for (Slot slot : shape.slots()) {
                slot.set(candidate, slot.get(throwable));
              }
            });
    if (copy == null) {
      throw Refusals.unsupported(
          throwable.getClass(),
          "no constructor rebuilds it with the same message and cause",
          "give it a constructor with the parameters (String, Throwable)");
    }
  }

  private @Nullable Throwable build(
      @Nullable String message, @Nullable Throwable cause, Consumer<Throwable> fields) {
    for (Constructor<?> constructor : constructors) {
      try {
        Throwable copy = create(constructor, message, cause);
        fields.accept(copy);
        if (Objects.equals(copy.getMessage(), message) && copy.getCause() == cause) {
          return copy;
        }
      } catch (MalformedException | IllegalStateException e) {
        // This constructor refuses the message or a later cause; the next one may not.
      }
    }
    return null;
  }

  private static Throwable create(
      Constructor<?> constructor, @Nullable String message, @Nullable Throwable cause) {
    Class<?>[] types = constructor.getParameterTypes();
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = types[i] == String.class ? message : cause;
    }
    Throwable copy = (Throwable) Instances.create(constructor, arguments);
    if (copy.getCause() == null && cause != null) {
      copy.initCause(cause);
    }
    return copy;
  }

  @Override
  Object read(ValueKryo kryo, Input in) {
    int skipped = kryo.skippedCount();
    Object message = kryo.readClassAndObject(in);
    Object cause = kryo.readClassAndObject(in);
    StackTraceElement[] trace = readTrace(kryo, in);
    List<Object> suppressed = new ArrayList<>();
    for (int count = kryo.claim(in); count > 0; count--) {
      suppressed.add(kryo.readClassAndObject(in));
    }
    List<Object> values = new ArrayList<>();
    readers.forEach(reader -> values.add(reader.read(kryo, in)));
    if (kryo.isSkipping() && skipped != kryo.skippedCount()) {
      return kryo.stepOver();
    }
    Throwable throwable =
        build((String) message, (Throwable) cause, copy -> setFields(copy, values));
    if (throwable == null) {
      throw new MalformedException(
          "no constructor of " + shape.type().getName() + " rebuilds what was written");
    }
    throwable.setStackTrace(trace);
    suppressed.forEach(t -> throwable.addSuppressed((Throwable) t));
    return throwable;
  }

  private void setFields(Throwable copy, List<Object> values) {
    for (int i = 0; i < values.size(); i++) {
      Slot slot = readers.get(i).target();
      if (slot != null && values.get(i) != SlotReader.ABSENT) {
        slot.set(copy, values.get(i));
      }
    }
  }

  /** Steps over everything but the fields. */
  static void skip(ValueKryo kryo, Input in) {
    kryo.skipObject(in);
    kryo.skipObject(in);
    readTrace(kryo, in);
    for (int count = kryo.claim(in); count > 0; count--) {
      kryo.skipObject(in);
    }
  }

  private static void writeElement(Output out, StackTraceElement element) {
    Wire.writeString(out, element.getClassName());
    Wire.writeString(out, element.getMethodName());
    out.writeBoolean(element.getFileName() != null);
    Wire.writeString(out, Objects.requireNonNullElse(element.getFileName(), ""));
    out.writeVarInt(element.getLineNumber(), false);
  }

  private static StackTraceElement[] readTrace(ValueKryo kryo, Input in) {
    int count = kryo.claim(in);
    List<StackTraceElement> trace = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String type = Wire.readString(in);
      String method = Wire.readString(in);
      boolean hasFile = in.readBoolean();
      String file = Wire.readString(in);
      trace.add(new StackTraceElement(type, method, hasFile ? file : null, in.readVarInt(false)));
    }
    return trace.toArray(StackTraceElement[]::new);
  }
}
