package org.cinnabar.jcache.internal.writing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.CacheEntry;
import org.jspecify.annotations.Nullable;

/**
 * Tells the cache writer of a batch. What it leaves in the collection when it fails was not written
 * (JSR-107, {@link CacheWriter#writeAll}).
 */
final class BatchWriter<K, V> {
  private static final int LONGEST_FAILURE = 500;

  private final CacheWriter<? super K, ? super V> writer;
  private final LenientCodec<K, V> codec;

  BatchWriter(CacheWriter<? super K, ? super V> writer, LenientCodec<K, V> codec) {
    this.writer = writer;
    this.codec = codec;
  }

  /** How a batch ended: what was written, what failed, what could not even be tried. */
  static final class Outcome {
    final List<PendingKey> written = new ArrayList<>();
    final List<PendingKey> failed = new ArrayList<>();
    final List<PendingKey> undecodable = new ArrayList<>();
    @Nullable Throwable failure;
  }

  Outcome write(List<PendingKey> batch) {
    Outcome outcome = new Outcome();
    List<PendingKey> writing = new ArrayList<>();
    List<PendingKey> deleting = new ArrayList<>();
    List<Cache.Entry<? extends K, ? extends V>> entries = new ArrayList<>();
    List<Object> keys = new ArrayList<>();
    for (PendingKey each : batch) {
      byte[] envelope = each.next().value();
      K key = codec.keyOrMiss(each.key);
      V value = key == null ? null : codec.valueOrMiss(envelope);
      if (key == null || (envelope != null && value == null)) {
        outcome.undecodable.add(each);
      } else if (value == null) {
        deleting.add(each);
        keys.add(key);
      } else {
        writing.add(each);
        entries.add(new CacheEntry<>(key, value));
      }
    }
    tell(writing, entries, () -> writeAll(writer, entries), outcome);
    tell(deleting, keys, () -> writer.deleteAll(keys), outcome);
    return outcome;
  }

  @SuppressWarnings("unchecked") // the writer accepts supertypes of K and V, and only reads
  private static <A, B> void writeAll(CacheWriter<A, B> writer, List<?> entries) {
    writer.writeAll((Collection<Cache.Entry<? extends A, ? extends B>>) entries);
  }

  /** Errors count as failures too: a write must not be taken for written. */
  @SuppressWarnings("CatchingUnchecked")
  private static void tell(
      List<PendingKey> keys, List<?> collection, Runnable call, Outcome outcome) {
    if (keys.isEmpty()) {
      return;
    }
    List<?> all = List.copyOf(collection);
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      outcome.failure = e;
      Set<Object> left = Collections.newSetFromMap(new IdentityHashMap<>());
      left.addAll(collection);
      for (int i = 0; i < keys.size(); i++) {
        (left.contains(all.get(i)) ? outcome.failed : outcome.written).add(keys.get(i));
      }
      return;
    }
    outcome.written.addAll(keys);
  }

  /** What a dead letter says of a failure: the innermost cause, class and message. */
  static String describe(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < 20 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    String text = cause.toString();
    return text.length() > LONGEST_FAILURE ? text.substring(0, LONGEST_FAILURE) : text;
  }
}
