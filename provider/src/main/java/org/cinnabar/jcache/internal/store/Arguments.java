package org.cinnabar.jcache.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a script call, and readers for what comes back. */
final class Arguments {
  private final List<byte[]> values = new ArrayList<>();

  Arguments add(byte[] value) {
    values.add(value);
    return this;
  }

  Arguments add(String value) {
    return add(value.getBytes(StandardCharsets.UTF_8));
  }

  Arguments add(long value) {
    return add(Long.toString(value));
  }

  Arguments addAll(List<byte[]> more) {
    values.addAll(more);
    return this;
  }

  Object[] toArray() {
    return values.toArray();
  }

  /** An integer of a reply. */
  static long number(List<Object> reply, int index) {
    return (Long) reply.get(index);
  }

  /** A string of a reply. */
  static String text(Object value) {
    return new String((byte[]) value, StandardCharsets.UTF_8);
  }
}
