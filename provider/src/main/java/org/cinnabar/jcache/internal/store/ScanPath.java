package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Scans partition after partition. What stays in the cache during the whole scan is returned at
 * least once; like the server's own scan, it may return an entry twice while a hash is being
 * resized.
 */
final class ScanPath {
  private static final String FIRST = "0";
  private final StoreContext context;

  ScanPath(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<ScanPage> scan(ScanPage.Cursor cursor, int size) {
    int partition = cursor.partition();
    return context
        .commands()
        .run(
            Script.SCAN,
            context.partition(partition).readable(),
            new Arguments().add(cursor.position()).add(Math.max(1, size)))
        .thenApply(reply -> page(partition, reply));
  }

  private ScanPage page(int partition, List<Object> reply) {
    List<ScanPage.ScannedEntry> entries = new ArrayList<>(reply.size() / 2);
    for (int i = 1; i < reply.size(); i += 2) {
      entries.add(new ScanPage.ScannedEntry((byte[]) reply.get(i), (byte[]) reply.get(i + 1)));
    }
    return new ScanPage(entries, next(partition, Arguments.text(reply.get(0))));
  }

  private ScanPage.@Nullable Cursor next(int partition, String position) {
    if (!position.equals(FIRST)) {
      return new ScanPage.Cursor(partition, position);
    }
    return partition + 1 < context.partitionCount()
        ? new ScanPage.Cursor(partition + 1, FIRST)
        : null;
  }
}
