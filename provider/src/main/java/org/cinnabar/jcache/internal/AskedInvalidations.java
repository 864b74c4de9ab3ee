package org.cinnabar.jcache.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.store.Asked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the invalidations that other systems ask for, by messages in a stream of the cache's. Of all
 * JVMs that look for them one gets each; what it didn't get done, another does again. A message
 * that can't be understood is counted, warned of once, and passed over.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class AskedInvalidations<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(AskedInvalidations.class);
  private static final long INTERVAL_MILLIS = 500;
  private static final long AFTER_FAILURE_MILLIS = 5_000;

  /** How a text becomes a key, for the types whose keys are text on the server too. */
  private static final Map<Class<?>, Function<String, Object>> KEYS =
      Map.of(
          String.class, text -> text,
          Integer.class, Integer::valueOf,
          Long.class, Long::valueOf,
          Short.class, Short::valueOf,
          Byte.class, Byte::valueOf,
          UUID.class, UUID::fromString);

  private final CacheParts<K, V> parts;
  private final BulkOperations<K, V> bulk;
  private final Executor threads;
  private final LongAdder misunderstood = new LongAdder();
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile boolean closed;

  AskedInvalidations(CacheParts<K, V> parts, BulkOperations<K, V> bulk, Executor threads) {
    this.parts = parts;
    this.bulk = bulk;
    this.threads = threads;
  }

  /** Begins to look for messages, without ever waiting for the server here. */
  void start() {
    look(List.of());
  }

  void close() {
    closed = true;
  }

  /** How many messages could not be understood so far. */
  long misunderstood() {
    return misunderstood.sum();
  }

  private void look(List<String> done) {
    if (closed) {
      return;
    }
    parts
        .store
        .asked(done)
        .whenComplete(
            (messages, failure) -> {
              if (failure != null) {
                LOG.debug("Cache '{}' can't look for invalidations", parts.name, failure);
                later(AFTER_FAILURE_MILLIS);
              } else if (messages.isEmpty()) {
                later(INTERVAL_MILLIS);
              } else {
                hand(messages);
              }
            });
  }

  private void later(long millis) {
    if (!closed) {
      parts.store.changes().later(() -> look(List.of()), millis);
    }
  }

  private void hand(List<Asked> messages) {
    try {
      threads.execute(() -> carryOut(messages));
    } catch (RejectedExecutionException e) {
      LOG.debug("Cache '{}' is closed; another JVM does what was asked", parts.name);
    }
  }

  private void carryOut(List<Asked> messages) {
    try {
      Request<K> request = new Request<>();
      messages.forEach(message -> read(message, request));
      invalidate(request);
    } catch (RuntimeException e) {
      if (closed) {
        return; // another JVM does it
      }
      LOG.warn(
          "Cache '{}' could not do an invalidation that was asked for; it will be tried again: {}",
          parts.name,
          e.toString());
      later(AFTER_FAILURE_MILLIS);
      return;
    }
    look(messages.stream().map(Asked::id).toList());
  }

  /** What some messages ask for together. */
  private static final class Request<K> {
    final Set<K> keys = new HashSet<>();
    final Set<String> tags = new HashSet<>();
    final Set<String> globs = new HashSet<>();
    boolean all;
  }

  private void read(Asked message, Request<K> request) {
    List<String> problems = new ArrayList<>();
    List<String> fields = message.fields();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      try {
        read(fields.get(i), fields.get(i + 1), request);
      } catch (IllegalArgumentException | UnsupportedOperationException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      misunderstood.increment();
      if (warned.compareAndSet(false, true)) {
        LOG.warn(
            "Cache '{}' was asked for an invalidation that can't be understood; it and further ones"
                + " are passed over and counted: {}",
            parts.name,
            String.join("; ", problems));
      }
    }
  }

  private void read(String field, String text, Request<K> request) {
    switch (field) {
      case "key" -> request.keys.add(key(text));
      case "tag" -> {
        CacheParts.checkTags(text);
        request.tags.add(text);
      }
      case "glob" -> {
        bulk.checkGlob(text);
        request.globs.add(text);
      }
      case "all" -> request.all = true;
      default -> throw new IllegalArgumentException("a field is none of key, tag, glob and all");
    }
  }

  private K key(String text) {
    Class<K> type = parts.configuration.getKeyType();
    Function<String, Object> parser = KEYS.get(type);
    if (parser == null) {
      throw new UnsupportedOperationException(
          "the keys of the declared type " + type.getName() + " have no text: use a tag or all");
    }
    try {
      return type.cast(parser.apply(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a key isn't the text of a " + type.getName(), e);
    }
  }

  private void invalidate(Request<K> request) {
    if (request.all) {
      Await.join(parts.clear());
      return;
    }
    if (!request.tags.isEmpty()) {
      Await.join(parts.invalidate(request.tags.toArray(String[]::new)));
    }
    bulk.invalidate(request.keys);
    request.globs.forEach(bulk::invalidateAll);
  }
}
