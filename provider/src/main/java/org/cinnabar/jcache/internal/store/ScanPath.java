package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Scans partition after partition. What stays in the cache during the whole scan is returned at
 * least once. An entry may be returned twice: while a hash is being resized, as by the server's own
 * scan, and when another server takes a partition over, which begins that partition again.
 */
final class ScanPath {
  private static final String FIRST = "0";
  private final StoreContext context;

  ScanPath(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<ScanPage> scan(ScanPage.Cursor cursor, int size) {
    return run(cursor, start(cursor, size, "entries"))
        .thenApply(reply -> new ScanPage(entries(reply), next(cursor.partition(), reply)));
  }

  CompletableFuture<KeyPage> scanKeys(ScanPage.Cursor cursor, int size, byte @Nullable [] glob) {
    Arguments arguments = start(cursor, size, "keys");
    return run(cursor, glob == null ? arguments : arguments.add(glob))
        .thenApply(reply -> new KeyPage(keys(reply), next(cursor.partition(), reply)));
  }

  private static Arguments start(ScanPage.Cursor cursor, int size, String what) {
    return new Arguments().add(cursor.position()).add(Math.max(1, size)).add(what);
  }

  private CompletableFuture<List<Object>> run(ScanPage.Cursor cursor, Arguments arguments) {
    return context
        .commands()
        .run(Script.SCAN, context.partition(cursor.partition()).readable(), arguments);
  }

  private static List<ScanPage.ScannedEntry> entries(List<Object> reply) {
    List<ScanPage.ScannedEntry> entries = new ArrayList<>(reply.size() / 2);
    for (int i = 1; i < reply.size(); i += 2) {
      entries.add(new ScanPage.ScannedEntry((byte[]) reply.get(i), (byte[]) reply.get(i + 1)));
    }
    return entries;
  }

  private static List<byte[]> keys(List<Object> reply) {
    return reply.stream().skip(1).map(key -> (byte[]) key).toList();
  }

  private ScanPage.@Nullable Cursor next(int partition, List<Object> reply) {
    String position = Arguments.text(reply.get(0));
    if (!position.equals(FIRST)) {
      return new ScanPage.Cursor(partition, position);
    }
    return partition + 1 < context.partitionCount()
        ? new ScanPage.Cursor(partition + 1, FIRST)
        : null;
  }
}
