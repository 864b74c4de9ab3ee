package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kryo that writes and reads one value at a time: the classes that occur first, then the object
 * graph. It is made once, pooled, and used by one thread at a time.
 */
final class ValueKryo extends Kryo {
  private static final int INITIAL_BUFFER = 1024;
  // A buffer that grew larger isn't kept in the pool.
  private static final int KEPT_BUFFER = 1 << 20;

  private static final byte[] NOTHING = {};

  private final WireTypes types;
  private final ValueClassResolver classes;
  private final ValueReferences references;
  private final List<Runnable> deferred = new ArrayList<>();
  private final Input in = new Input(NOTHING);
  private final Output head;
  private Output body;
  private int skipping;
  private int skipped;
  private final HashCost hashCost = new HashCost();
  private int budget;

  ValueKryo(WireTypes types) {
    this(types, new ValueClassResolver(types), new ValueReferences());
  }

  private ValueKryo(WireTypes types, ValueClassResolver classes, ValueReferences references) {
    super(classes, references);
    this.types = types;
    this.classes = classes;
    this.references = references;
    classes.start(this);
    references.start(classes);
    setAutoReset(false);
    setRegistrationRequired(false);
    setClassLoader(types.trust().settings().classLoader());
    head = newOutput();
    body = newOutput();
  }

  WireTypes types() {
    return types;
  }

  ValueReferences references() {
    return references;
  }

  /** Encodes a graph, leaving the first byte for the envelope. */
  byte[] encode(Object value) {
    body.reset();
    head.reset();
    try {
      writeClassAndObject(body, value);
      classes.writeTable(head);
      long size = 1L + head.position() + body.position();
      if (size > types.trust().settings().maxBytes()) {
        throw Refusals.tooLarge(types.trust().settings().maxBytes(), null);
      }
      byte[] bytes = new byte[(int) size];
      System.arraycopy(head.getBuffer(), 0, bytes, 1, head.position());
      System.arraycopy(body.getBuffer(), 0, bytes, 1 + head.position(), body.position());
      return bytes;
    } finally {
      reset();
      if (body.getBuffer().length > KEPT_BUFFER) {
        body = newOutput();
      }
    }
  }

  /** Decodes a graph that starts after the envelope's byte and takes all of the rest. */
  Object decode(byte[] bytes) {
    in.setBuffer(bytes, 1, bytes.length - 1);
    budget = bytes.length;
    try {
      classes.readTable(in);
      Object value = readClassAndObject(in);
      deferred.forEach(Runnable::run);
      if (value == null || Wire.remaining(in) != 0) {
        throw new MalformedException("the bytes don't hold exactly one value");
      }
      return value;
    } finally {
      deferred.clear();
      hashCost.reset();
      skipping = 0;
      skipped = 0;
      in.setBuffer(NOTHING);
      reset();
    }
  }

  /** How objects of a class are written. */
  WireType typeOf(Class<?> type) {
    return classes.forClass(type);
  }

  /** Scalars go past Kryo's machinery for objects, to the same bytes. */
  @Override
  public void writeClassAndObject(Output out, @Nullable Object part) {
    Scalar<?> leaf = part == null ? null : classes.forClass(part.getClass()).leaf();
    if (part == null || leaf == null) {
      super.writeClassAndObject(out, part);
    } else {
      out.writeByte(leaf.id());
      leaf.write(out, part, types.trust());
    }
  }

  @Override
  public @Nullable Object readClassAndObject(Input in) {
    int at = in.position();
    Scalar<?> leaf = at < in.limit() ? types.leaf(in.getBuffer()[at]) : null;
    if (leaf == null) {
      return super.readClassAndObject(in);
    }
    in.setPosition(at + 1);
    return leaf.reader().read(in, types.trust());
  }

  /**
   * Reads a count of elements and sets it against the whole value's length. Every element takes a
   * byte at least, so nested claims can't add up to more memory than the bytes warrant.
   */
  int claim(Input in) {
    int count = Wire.readCount(in, 1);
    budget -= count;
    if (budget < 0) {
      throw new MalformedException("the sizes add up to more than the bytes there are");
    }
    return count;
  }

  /** Runs an action when the graph is complete. */
  void defer(Runnable action) {
    deferred.add(action);
  }

  /**
   * Reads an object that no field wants any more. A class that is gone or untrusted is stepped
   * over.
   */
  void skipObject(Input in) {
    int first = references.readCount();
    int before = skipped;
    skipping++;
    try {
      readClassAndObject(in);
    } finally {
      skipping--;
    }
    if (skipping == 0 && skipped != before) {
      references.loseFrom(first);
    }
  }

  boolean isSkipping() {
    return skipping > 0;
  }

  /**
   * Counts the objects that were stepped over so far: a container in which the count rose isn't
   * complete.
   */
  int skippedCount() {
    return skipped;
  }

  Skipped stepOver() {
    skipped++;
    return Skipped.INSTANCE;
  }

  /** To be charged with each element before it is hashed. */
  HashCost hashCost() {
    return hashCost;
  }

  private Output newOutput() {
    int max = types.trust().settings().maxBytes();
    return new Output(Math.min(INITIAL_BUFFER, max), max);
  }
}
