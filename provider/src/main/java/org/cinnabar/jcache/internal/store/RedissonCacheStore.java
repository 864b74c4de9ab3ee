package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.cinnabar.jcache.CacheShape;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache on the server, put together from its parts. The first verb checks the metadata record and
 * looks for overdue entries.
 */
final class RedissonCacheStore implements CacheStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedissonCacheStore.class);
  private static final long LATER_MILLIS = 1_000;
  private static final Lease NOTHING_HELD = () -> CompletableFuture.completedFuture(null);

  private final StoreContext context;
  private final MetadataRecord metadata;
  private final Sweeper sweeper;
  private final AcknowledgementChannel acknowledgements;
  private final Listening listening;
  private final ChangeFeed changes;
  private final LeaseManager leases;
  private final LoadLeases loads;
  private final Duties duties;
  private final ReadPath reads;
  private volatile @Nullable ReadPath replicaReads;
  private final CommitPath commits;
  private final ScanPath scans;
  private final Removal removal;
  private final ShapePath shapes;
  private final AskedStream askedStream;
  private final Consumer<RedissonCacheStore> whenClosed;

  RedissonCacheStore(
      StoreContext context, CacheMetadata metadata, Consumer<RedissonCacheStore> whenClosed) {
    this.context = context;
    this.metadata = new MetadataRecord(context, metadata);
    this.sweeper = new Sweeper(context);
    this.acknowledgements = new AcknowledgementChannel(context);
    this.listening = new Listening(context, this.metadata, sweeper);
    this.changes = new RedissonChangeFeed(context, listening, this::verb);
    this.leases = new LeaseManager(context);
    this.loads = new LoadLeases(context, this::verb);
    this.duties = new Duties(context);
    this.reads = new ReadPath(context, Replicas.NEVER);
    this.commits = new CommitPath(context, this.metadata, sweeper, acknowledgements);
    this.scans = new ScanPath(context);
    this.removal = new Removal(context);
    this.shapes = new ShapePath(context);
    this.askedStream = new AskedStream(context);
    this.whenClosed = whenClosed;
  }

  @Override
  public Deadline begin() {
    return context.commands().connection().begin();
  }

  @Override
  public CompletableFuture<List<byte @Nullable []>> read(List<byte[]> keys) {
    return keys.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : verb(() -> reads.read(keys));
  }

  @Override
  public CompletableFuture<List<byte @Nullable []>> readFromReplicas(List<byte[]> keys) {
    return keys.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : verb(() -> replicaReads().read(keys));
  }

  /** Made when it is first wanted, which most caches never do. */
  private ReadPath replicaReads() {
    ReadPath known = replicaReads;
    return known == null ? makeReplicaReads() : known;
  }

  private synchronized ReadPath makeReplicaReads() {
    ReadPath known = replicaReads;
    if (known == null) {
      known = new ReadPath(context, Replicas.PREFERRED);
      replicaReads = known;
    }
    return known;
  }

  @Override
  public CompletableFuture<List<CommitResult>> commit(List<Commit> batch) {
    return batch.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : verb(() -> commits.commit(batch));
  }

  @Override
  public CompletableFuture<ScanPage> scan(ScanPage.Cursor cursor, int size) {
    return verb(() -> scans.scan(cursor, size));
  }

  @Override
  public CompletableFuture<KeyPage> scanKeys(
      ScanPage.Cursor cursor, int size, byte @Nullable [] glob) {
    return verb(() -> scans.scanKeys(cursor, size, glob));
  }

  @Override
  public WriteQueue queue(WriteQueue.Limits limits) {
    commits.queue(limits.waiting());
    return new RedissonWriteQueue(context, limits, this::verb);
  }

  @Override
  public Usage bound(Bound bound, LongConsumer evicted) {
    commits.bound(bound, evicted);
    removal.bound();
    UsagePath usage = new UsagePath(context, bound);
    return uses -> verb(() -> usage.used(uses));
  }

  @Override
  public CompletableFuture<CacheShape> shape() {
    return verb(shapes::shape);
  }

  @Override
  public void replicate(int replicas) {
    commits.replicate(replicas);
    removal.replicate(replicas);
  }

  @Override
  public CompletableFuture<Void> invalidateTags(List<byte[]> tags) {
    return tags.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : verb(() -> removal.invalidateTags(tags));
  }

  @Override
  public CompletableFuture<List<Asked>> asked(List<String> done) {
    return verb(() -> askedStream.take(done));
  }

  @Override
  public CompletableFuture<Void> clear() {
    return verb(removal::clear);
  }

  @Override
  public CompletableFuture<Void> destroy() {
    return guarded(
        () -> listening.stop().thenCompose(stopped -> removal.destroy()).thenRun(metadata::forget));
  }

  @Override
  public CompletableFuture<Void> listen(Interest interest, StoreListener listener) {
    acknowledgements.listener(listener);
    // ending needs no metadata, and with nothing to end no connection
    return interest.events() == 0
        ? guarded(() -> listening.listen(interest, listener))
        : verb(() -> listening.listen(interest, listener));
  }

  @Override
  public void attach(StoreListener listener) {
    acknowledgements.listener(listener);
  }

  @Override
  public ChangeFeed changes() {
    return changes;
  }

  @Override
  public void acknowledge(StoreEvent event) {
    acknowledgements.acknowledge(event);
  }

  @Override
  public void later(Runnable action) {
    context.schedule(action, LATER_MILLIS);
  }

  @Override
  public CompletableFuture<Lease> lease(List<byte[]> keys) {
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(NOTHING_HELD);
    }
    CompletableFuture<Lease> wanted = new CompletableFuture<>();
    verb(() -> leases.lease(keys))
        .whenComplete(
            (@Nullable Lease lease, @Nullable Throwable failure) -> {
              if (lease == null) {
                wanted.completeExceptionally(Objects.requireNonNull(failure));
              } else if (!wanted.complete(lease)) {
                lease.release(); // its caller no longer waits
              }
            });
    return wanted;
  }

  @Override
  public LoadCoordination loads() {
    return loads;
  }

  @Override
  public CompletableFuture<Optional<Duty>> duty(String name) {
    return verb(() -> duties.take(name));
  }

  /** The connection came back after having been lost. */
  void reconnected() {
    metadata.forget();
    listening.reconnected();
  }

  @Override
  public void close() {
    whenClosed.accept(this);
    leases.close();
    duties.close();
    sweeper.close();
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(listening.stop(), acknowledgements.close(), loads.close());
    try {
      ended.get(context.commands().connection().deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("Cache {} was closed without reaching the server", context.cacheName(), e);
    }
  }

  /** Runs a verb, the first time after the metadata check. */
  private <T> CompletableFuture<T> verb(Supplier<CompletableFuture<T>> action) {
    if (metadata.isVerified()) {
      return guarded(action);
    }
    return guarded(metadata::verify)
        .thenCompose(
            verified -> {
              sweeper.sweepAll();
              return guarded(action);
            });
  }

  private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> action) {
    try {
      return action.get();
    } catch (CacheException e) {
      return CompletableFuture.failedFuture(e);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(new CacheException(e));
    }
  }
}
