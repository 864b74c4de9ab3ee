package org.cinnabar.jcache.internal.near;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.cinnabar.jcache.CacheShape;
import org.cinnabar.jcache.internal.near.NearCache.Ticket;
import org.cinnabar.jcache.internal.store.Asked;
import org.cinnabar.jcache.internal.store.Bound;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Change;
import org.cinnabar.jcache.internal.store.ChangeFeed;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.CommitResult;
import org.cinnabar.jcache.internal.store.Deadline;
import org.cinnabar.jcache.internal.store.Interest;
import org.cinnabar.jcache.internal.store.KeyPage;
import org.cinnabar.jcache.internal.store.LoadCoordination;
import org.cinnabar.jcache.internal.store.ScanPage;
import org.cinnabar.jcache.internal.store.Snapshot;
import org.cinnabar.jcache.internal.store.StoreEvent;
import org.cinnabar.jcache.internal.store.StoreListener;
import org.cinnabar.jcache.internal.store.Usage;
import org.cinnabar.jcache.internal.store.WriteQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store as the operations see it when there is a near cache: what they change has left the near
 * cache before they hear of it, and what they look up gets into it.
 */
final class NearStore implements CacheStore {
  private static final Logger LOG = LoggerFactory.getLogger(NearStore.class);

  private final CacheStore store;
  private final ChangeFeed feed;
  private final NearCache<?, ?> near;
  private final boolean installs;

  /** {@code installs} says whether what is read gets into the near cache. */
  NearStore(CacheStore store, NearCache<?, ?> near, boolean installs) {
    this.store = store;
    this.feed = store.changes();
    this.near = near;
    this.installs = installs;
  }

  @Override
  public CompletableFuture<List<byte @Nullable []>> read(List<byte[]> keys) {
    List<@Nullable Ticket> tickets = tickets(keys);
    if (tickets.stream().allMatch(Objects::isNull)) {
      return store.read(keys);
    }
    return feed.snapshot(keys).thenApply(snapshots -> install(keys, tickets, snapshots));
  }

  @Override
  public CompletableFuture<List<byte @Nullable []>> readFromReplicas(List<byte[]> keys) {
    return store.readFromReplicas(keys);
  }

  private List<@Nullable Ticket> tickets(List<byte[]> keys) {
    List<@Nullable Ticket> tickets = new ArrayList<>(keys.size());
    if (installs) {
      keys.forEach(key -> tickets.add(near.begin(feed.partitionOf(key), key)));
    }
    return tickets;
  }

  private List<byte @Nullable []> install(
      List<byte[]> keys, List<@Nullable Ticket> tickets, List<Snapshot> snapshots) {
    List<byte @Nullable []> envelopes = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      Ticket ticket = tickets.get(i);
      if (ticket != null) {
        installOne(feed.partitionOf(keys.get(i)), keys.get(i), ticket, snapshots.get(i));
      }
      envelopes.add(snapshots.get(i).envelope());
    }
    return envelopes;
  }

  /** A key whose own methods fail has no copy, but can be read. */
  private void installOne(int partition, byte[] key, Ticket ticket, Snapshot snapshot) {
    try {
      near.install(partition, key, ticket, snapshot);
    } catch (RuntimeException e) {
      LOG.debug("An entry could not be copied", e);
    }
  }

  @Override
  public CompletableFuture<List<CommitResult>> commit(List<Commit> commits) {
    return store.commit(commits).whenComplete((results, failure) -> committed(commits, results));
  }

  /** Without results nobody knows what was applied. */
  private void committed(List<Commit> commits, @Nullable List<CommitResult> results) {
    for (int i = 0; i < commits.size(); i++) {
      Commit commit = commits.get(i);
      if (results == null || changed(commit, results.get(i))) {
        near.written(feed.partitionOf(commit.key()), commit.key());
      }
    }
  }

  private static boolean changed(Commit commit, CommitResult result) {
    return switch (result.status()) {
      case CONFLICT, BACKLOG, LOST -> false;
      case ABSENT -> commit.whenAbsent().kind() != Change.Kind.KEEP;
      case PRESENT -> commit.whenPresent().kind() != Change.Kind.KEEP;
    };
  }

  @Override
  public WriteQueue queue(WriteQueue.Limits limits) {
    return store.queue(limits);
  }

  @Override
  public Usage bound(Bound bound, LongConsumer evicted) {
    return store.bound(bound, evicted);
  }

  @Override
  public CompletableFuture<CacheShape> shape() {
    return store.shape();
  }

  @Override
  public void replicate(int replicas) {
    store.replicate(replicas);
  }

  @Override
  public CompletableFuture<Void> invalidateTags(List<byte[]> tags) {
    return store.invalidateTags(tags).whenComplete((done, failure) -> near.invalidated(tags));
  }

  @Override
  public CompletableFuture<List<Asked>> asked(List<String> done) {
    return store.asked(done);
  }

  @Override
  public CompletableFuture<Void> clear() {
    return store.clear().whenComplete((done, failure) -> near.cleared());
  }

  @Override
  public CompletableFuture<Void> destroy() {
    return store.destroy().whenComplete((done, failure) -> near.cleared());
  }

  @Override
  public Deadline begin() {
    return store.begin();
  }

  @Override
  public CompletableFuture<ScanPage> scan(ScanPage.Cursor cursor, int size) {
    return store.scan(cursor, size);
  }

  @Override
  public CompletableFuture<KeyPage> scanKeys(
      ScanPage.Cursor cursor, int size, byte @Nullable [] glob) {
    return store.scanKeys(cursor, size, glob);
  }

  @Override
  public CompletableFuture<Void> listen(Interest interest, StoreListener listener) {
    return store.listen(interest, listener);
  }

  @Override
  public void attach(StoreListener listener) {
    store.attach(listener);
  }

  @Override
  public ChangeFeed changes() {
    return feed;
  }

  @Override
  public void acknowledge(StoreEvent event) {
    store.acknowledge(event);
  }

  @Override
  public void later(Runnable action) {
    store.later(action);
  }

  @Override
  public CompletableFuture<Lease> lease(List<byte[]> keys) {
    return store.lease(keys);
  }

  @Override
  public LoadCoordination loads() {
    return store.loads();
  }

  @Override
  public CompletableFuture<Optional<Duty>> duty(String name) {
    return store.duty(name);
  }

  @Override
  public void close() {
    store.close();
  }
}
