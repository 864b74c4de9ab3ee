package org.cinnabar.jcache.internal.writing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cinnabar.jcache.WriteBehind;
import org.cinnabar.jcache.internal.store.WriteQueue.Write;

/**
 * The beginning of one partition's queue, as far as it has been read. A batch has each key once, so
 * that the writes of a key reach the writer one after another, in their order. What failed is tried
 * again in ever smaller batches, and alone at last: one bad entry takes no others with it. Used by
 * one thread.
 */
final class PendingWrites {
  private static final int LEAST_ROOM = 2000;

  private final WriteBehind settings;
  private final Backoff backoff;
  private final int limit;
  private final Map<ByteBuffer, PendingKey> keys = new LinkedHashMap<>();
  private int size;
  private String lastWrite = "";
  private String lastLetter = "";

  PendingWrites(WriteBehind settings) {
    this.settings = settings;
    this.backoff = new Backoff(settings.getBackoff(), settings.getMaxBackoff());
    this.limit = Math.max(LEAST_ROOM, settings.getBatchSize());
  }

  /** How many more may be read. */
  int room() {
    return Math.max(0, limit - size);
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The id of the last write that was read, "" when what comes next is the queue's first. */
  String lastWrite() {
    return lastWrite;
  }

  /** The id of the last dead letter that was read, "" for none. */
  String lastLetter() {
    return lastLetter;
  }

  /** Forgets everything: another JVM may have written it. */
  void clear() {
    keys.clear();
    size = 0;
    lastWrite = "";
    lastLetter = "";
  }

  /** Adds what was read. */
  void add(List<Write> writes) {
    for (Write write : writes) {
      keys.computeIfAbsent(
              ByteBuffer.wrap(write.key()),
              key -> new PendingKey(write.key(), settings.isCoalescing()))
          .add(write);
      size++;
      if (write.deadLetter()) {
        lastLetter = write.id();
      } else {
        lastWrite = write.id();
      }
    }
  }

  /** The next batch, empty when nothing is due. */
  List<PendingKey> next(long now) {
    List<PendingKey> batch = new ArrayList<>();
    int most = 0;
    for (PendingKey key : keys.values()) {
      if (key.dueIn(now) > 0) {
        continue;
      }
      if (batch.isEmpty()) {
        most = together(key.tries());
      } else if (together(key.tries()) != most) {
        continue;
      }
      batch.add(key);
      if (batch.size() >= most) {
        break;
      }
    }
    return batch;
  }

  /** How many keys that were tried so often are tried together. */
  private int together(int tries) {
    return tries >= settings.getMaxTries() - 1 && tries > 0
        ? 1
        : Math.max(1, settings.getBatchSize() >> Math.min(tries, 30));
  }

  /** How long until something is due, in nanoseconds; {@link Long#MAX_VALUE} for never. */
  long dueIn(long now) {
    return keys.values().stream().mapToLong(key -> key.dueIn(now)).min().orElse(Long.MAX_VALUE);
  }

  /** The writer failed with a key; whether it is to be given up. */
  boolean failed(PendingKey key, boolean alone, long now) {
    key.failed(now, backoff);
    return alone && key.tries() >= settings.getMaxTries();
  }

  /** A key's settlement was accepted. */
  void settled(PendingKey key) {
    int before = key.size();
    if (key.settle()) {
      keys.remove(ByteBuffer.wrap(key.key));
    }
    size -= before - key.size();
  }
}
