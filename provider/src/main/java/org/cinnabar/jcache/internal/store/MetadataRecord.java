package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cinnabar.jcache.IncompatibleCacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache's metadata record: written by whoever opens the cache first, checked by everybody else. A
 * failed check is not remembered, so the next verb tries again.
 */
final class MetadataRecord {
  static final String PARTITIONS = "partitions";
  private static final Logger LOG = LoggerFactory.getLogger(MetadataRecord.class);
  private static final String ANY_TYPE = "java.lang.Object";
  private static final List<String> FIELDS =
      List.of("formatVersion", PARTITIONS, "keyType", "valueType", "codec");
  private static final List<String> TYPES = List.of("keyType", "valueType");
  private static final long RECHECK_MILLIS = 1_000;

  private final StoreContext context;
  private final List<String> mine;
  private volatile boolean verified;
  private @Nullable CompletableFuture<Void> checking;
  private boolean recheckPlanned;
  private long lastCheck = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(RECHECK_MILLIS);

  MetadataRecord(StoreContext context, CacheMetadata metadata) {
    this.context = context;
    this.mine =
        List.of(
            Integer.toString(metadata.formatVersion()),
            Integer.toString(metadata.partitions()),
            metadata.keyType(),
            metadata.valueType(),
            metadata.codec());
  }

  /** Whether the record is known to stand and to agree. */
  boolean isVerified() {
    return verified;
  }

  /** Forgets that the record stands. */
  void forget() {
    verified = false;
  }

  /**
   * Writes the record or checks that the one on the server agrees. Callers at the same time share
   * one check.
   */
  synchronized CompletableFuture<Void> verify() {
    if (checking != null && !checking.isDone()) {
      return checking;
    }
    lastCheck = System.nanoTime();
    Arguments record = new Arguments();
    for (int i = 0; i < FIELDS.size(); i++) {
      record.add(FIELDS.get(i)).add(mine.get(i));
    }
    CompletableFuture<Void> check =
        context
            .commands()
            .run(Script.METADATA, List.of(context.names().metadata()), record)
            .thenAccept(this::compare);
    checking = check;
    return check;
  }

  /**
   * Makes sure, soon and at most once a second, that the record still stands: another JVM may have
   * destroyed the cache or somebody flushed the server, and this JVM has written since.
   */
  synchronized void recheck() {
    if (recheckPlanned) {
      return;
    }
    recheckPlanned = true;
    long sinceLast = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastCheck);
    if (context.schedule(this::runRecheck, Math.max(0, RECHECK_MILLIS - sinceLast)) == null) {
      recheckPlanned = false;
    }
  }

  private void runRecheck() {
    synchronized (this) {
      recheckPlanned = false;
    }
    verify()
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                forget();
                LOG.debug(
                    "The metadata of cache {} could not be checked again",
                    context.cacheName(),
                    failure);
              }
            });
  }

  private void compare(List<Object> stored) {
    for (int i = 0; i < FIELDS.size(); i++) {
      String field = FIELDS.get(i);
      Object value = stored.get(i);
      String theirs = value == null ? "(missing)" : Arguments.text(value);
      if (!agrees(field, mine.get(i), theirs)) {
        throw contradiction(field, mine.get(i), theirs);
      }
    }
    verified = true;
  }

  private static boolean agrees(String field, String mine, String theirs) {
    return mine.equals(theirs)
        || (TYPES.contains(field) && (mine.equals(ANY_TYPE) || theirs.equals(ANY_TYPE)));
  }

  private IncompatibleCacheException contradiction(String field, String mine, String theirs) {
    return new IncompatibleCacheException(
        ("Cache '%s' exists at %s with %s = %s, but is opened here with %s = %s."
                + " Configure it alike, or remove it with destroyCache.")
            .formatted(
                context.cacheName(),
                context.commands().connection().address(),
                field,
                theirs,
                field,
                mine),
        null);
  }
}
