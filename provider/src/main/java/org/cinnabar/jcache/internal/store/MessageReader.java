package org.cinnabar.jcache.internal.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a cache's event channel. */
final class MessageReader {
  private static final int TYPE_EVENT = 1;
  private static final int TYPE_CLEARED = 2;
  private static final int TYPE_CHANGED = 3;
  private static final int TYPE_PULSE = 4;
  private static final int TYPE_TAGS = 5;
  private static final int HAS_OLD_VALUE = 1;
  private static final int HAS_NEW_VALUE = 1 << 1;

  private MessageReader() {}

  /**
   * Decodes a message.
   *
   * @param nodeId this node, to tell whether an event's origin waits for it
   * @return null when the message is malformed or of a type that this version doesn't know
   */
  static @Nullable EventMessage decode(byte[] message, String nodeId) {
    ByteBuffer in = ByteBuffer.wrap(message);
    try {
      int type = in.get();
      int partition = in.getInt();
      long sequence = in.getLong();
      return switch (type) {
        case TYPE_EVENT ->
            new EventMessage.Happened(partition, sequence, event(in, partition, sequence, nodeId));
        case TYPE_CLEARED -> new EventMessage.Cleared(partition, sequence);
        case TYPE_CHANGED -> new EventMessage.Changed(partition, sequence, bytes(in));
        case TYPE_PULSE -> new EventMessage.Pulse(partition, sequence, text(in), in.getLong());
        case TYPE_TAGS -> new EventMessage.TagsInvalidated(partition, sequence, texts(in));
        default -> null;
      };
    } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
      return null;
    }
  }

  private static StoreEvent event(ByteBuffer in, int partition, long sequence, String nodeId) {
    EventKind kind = EventKind.of(in.get());
    int flags = in.get();
    String origin = text(in);
    boolean acknowledge = Arrays.asList(text(in).split(",")).contains(nodeId);
    byte[] key = bytes(in);
    byte[] oldValue = (flags & HAS_OLD_VALUE) != 0 ? bytes(in) : null;
    byte[] newValue = (flags & HAS_NEW_VALUE) != 0 ? bytes(in) : null;
    return new StoreEvent(partition, sequence, kind, key, oldValue, newValue, origin, acknowledge);
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static Set<String> texts(ByteBuffer in) {
    Set<String> texts = new HashSet<>();
    for (int left = in.getInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static byte[] bytes(ByteBuffer in) {
    int length = in.getInt();
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
