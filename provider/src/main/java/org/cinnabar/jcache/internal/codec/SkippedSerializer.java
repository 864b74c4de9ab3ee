package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/**
 * Steps over an object whose class is gone or untrusted. Only its descriptor is used; no class is
 * loaded.
 */
final class SkippedSerializer extends ValueSerializer<Object> {
  private final Descriptor descriptor;

  SkippedSerializer(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  @Override
  void write(ValueKryo kryo, Output out, Object object) {
    throw new IllegalStateException("placeholders are never written");
  }

  @Override
  Object read(ValueKryo kryo, Input in) {
    // An enum pushed no place in the table of references, which Kryo remembers: this call fits
    // either case.
    kryo.reference(Skipped.INSTANCE);
    switch (descriptor.kind()) {
      case ENUM -> Wire.readString(in);
      case ARRAY -> skipObjects(kryo, in, kryo.claim(in));
      case THROWABLE -> ThrowableSerializer.skip(kryo, in);
      default -> {}
    }
    descriptor.fields().forEach(field -> SlotReader.skip(kryo, in, field.tag()));
    if (descriptor.kind() == Descriptor.Kind.COLLECTION) {
      skipObjects(kryo, in, kryo.claim(in));
    } else if (descriptor.kind() == Descriptor.Kind.MAP) {
      skipObjects(kryo, in, 2L * kryo.claim(in));
    }
    return kryo.stepOver();
  }

  private static void skipObjects(ValueKryo kryo, Input in, long count) {
    for (long i = 0; i < count; i++) {
      kryo.skipObject(in);
    }
  }
}
