package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A class as Kryo sees it: its number or descriptor on the wire, its serializer, and what reading
 * makes of it.
 */
final class WireType extends Registration {
  private static final int NAMED = -1;
  private static final byte[] NONE = {};

  private final byte[] descriptor;
  private final boolean references;
  private final Class<?> decodedType;
  private final @Nullable Scalar<?> scalar;
  private volatile boolean learned;

  private WireType(
      Class<?> type,
      Serializer<?> serializer,
      int id,
      byte[] descriptor,
      boolean references,
      Class<?> decodedType) {
    super(type, serializer, id);
    this.descriptor = descriptor;
    this.references = references;
    this.decodedType = decodedType;
    scalar =
        !references && serializer instanceof SimpleSerializers.OfScalar of ? of.scalar() : null;
  }

  /**
   * One of Java's own types, written as a number; {@code decodedType} is what reading gives instead
   * of it.
   */
  static WireType builtIn(
      int id, Class<?> type, Class<?> decodedType, boolean references, Serializer<?> serializer) {
    return new WireType(type, serializer, id, NONE, references, decodedType);
  }

  /** A class that is written by name. */
  static WireType named(Descriptor descriptor, Class<?> type, Serializer<?> serializer) {
    return new WireType(
        type, serializer, NAMED, descriptor.toBytes(), descriptor.kind().hasIdentity(), type);
  }

  boolean isNamed() {
    return getId() == NAMED;
  }

  byte[] descriptor() {
    return descriptor;
  }

  /**
   * How objects are written if nothing can refer to them and they refer to nothing, else null. Such
   * types have numbers of one byte.
   */
  @Nullable Scalar<?> leaf() {
    return scalar;
  }

  /** Whether objects are written once and referred to from then on. */
  boolean usesReferences() {
    return references;
  }

  /** The class that objects have after decoding. */
  Class<?> decodedType() {
    return decodedType;
  }

  /** True the first time only. */
  boolean learn() {
    boolean first = !learned;
    learned = true;
    return first;
  }
}
