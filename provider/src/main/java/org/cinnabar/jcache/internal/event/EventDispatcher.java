package org.cinnabar.jcache.internal.event;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.event.Progress.Position;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.EventGate;
import org.cinnabar.jcache.internal.operation.Published;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Deadline;
import org.cinnabar.jcache.internal.store.EventKind;
import org.cinnabar.jcache.internal.store.Interest;
import org.cinnabar.jcache.internal.store.StoreEvent;
import org.cinnabar.jcache.internal.store.StoreListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the events that the store publishes to this JVM's listeners (JSR-107, chapter 8).
 *
 * <ul>
 *   <li>Events of all JVMs, this one included, take the same way, so a listener hears the events of
 *       a key in commit order, each at most once.
 *   <li>An operation returns after this JVM's synchronous listeners have run for its events, and
 *       after those of other JVMs have, for which all its events together have as long again as the
 *       operation itself had. What a synchronous listener of this JVM throws reaches the operation.
 *   <li>Asynchronous listeners run in order on a thread of their own and delay nobody; what they
 *       throw is logged.
 *   <li>A listener that operates on its own cache is not waited for by that operation.
 * </ul>
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class EventDispatcher<K, V> implements EventGate, StoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
  private static final CompletableFuture<Void> NOTHING_TO_HEAR =
      CompletableFuture.completedFuture(null);

  private final Cache<K, V> cache;
  private final String cacheName;
  private final CacheStore store;
  private final LenientCodec<K, V> codec;
  private final long waitNanos;
  private final SerialExecutor synchronous;
  private final SerialExecutor asynchronous;
  private final List<Registration<K, V>> registrations = new CopyOnWriteArrayList<>();
  private final Progress progress = new Progress();
  private final LongAdder lost = new LongAdder();
  private volatile Interest interest = Interest.NONE;
  private volatile @Nullable CompletableFuture<Void> subscription;

  /**
   * Calls listeners on the executor's threads and waits for them no longer than {@code waitNanos}.
   */
  public EventDispatcher(
      Cache<K, V> cache,
      CacheStore store,
      LenientCodec<K, V> codec,
      Executor threads,
      long waitNanos) {
    this.cache = cache;
    this.cacheName = cache.getName();
    this.store = store;
    this.codec = codec;
    this.waitNanos = waitNanos;
    this.synchronous = new SerialExecutor(threads);
    this.asynchronous = new SerialExecutor(threads);
    store.attach(this);
  }

  /**
   * Adds a listener without touching the server: the next operation that changes something
   * subscribes first.
   *
   * @throws IllegalArgumentException when an equal configuration is registered already
   */
  public synchronized void add(CacheEntryListenerConfiguration<K, V> configuration) {
    if (registrations.stream().anyMatch(known -> known.configuration().equals(configuration))) {
      throw new IllegalArgumentException("This listener configuration is registered already");
    }
    registrations.add(new Registration<>(configuration));
    interestChanged();
  }

  /** Removes and closes the listener of an equal configuration; nothing when there is none. */
  public synchronized void remove(CacheEntryListenerConfiguration<K, V> configuration) {
    List<Registration<K, V>> leaving =
        registrations.stream()
            .filter(known -> known.configuration().equals(configuration))
            .toList();
    if (registrations.removeAll(leaving)) {
      interestChanged();
      leaving.forEach(Registration::close);
    }
  }

  /**
   * Subscribes in the background as long as there are listeners, again and again until it succeeds:
   * a JVM that only listens has no operation that would.
   */
  public void subscribeSoon() {
    subscribeSoon(true);
  }

  private void subscribeSoon(boolean first) {
    if (interest.equals(Interest.NONE)) {
      return;
    }
    subscribe()
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                if (first) {
                  LOG.warn(
                      "Cache '{}' can't listen for events yet: {}", cacheName, failure.toString());
                }
                store.later(() -> subscribeSoon(false));
              } else if (!first) {
                LOG.info("Cache '{}' listens for events now", cacheName);
              }
            });
  }

  /** Subscribes as needed and waits for it. */
  @Override
  public void ready(Deadline deadline) {
    CompletableFuture<Void> pending = readiness();
    if (!(pending.isDone() && !pending.isCompletedExceptionally())) {
      Await.join(pending.copy(), deadline); // others may wait for it too
    }
  }

  @Override
  public CompletableFuture<Void> readiness() {
    CompletableFuture<Void> pending = subscription;
    if (pending == null && interest.equals(Interest.NONE)) {
      return NOTHING_TO_HEAR;
    }
    return pending == null || pending.isCompletedExceptionally() ? subscribe() : pending;
  }

  @Override
  public boolean isListening() {
    return synchronous.isCurrent();
  }

  @Override
  public boolean isAwaited(List<Published> published) {
    return published.stream().anyMatch(event -> isLocal(event) || isRemote(event));
  }

  private boolean isLocal(Published event) {
    return (interest.synchronous() & event.kind().mask()) != 0;
  }

  private static boolean isRemote(Published event) {
    return event.result().acknowledgements() > 0;
  }

  @Override
  public void await(List<Published> published) {
    if (isListening()) {
      return; // a listener's own operation: its events come after the one being dispatched
    }
    RuntimeException failure = null;
    long end = System.nanoTime() + waitNanos;
    for (Published event : published) {
      RuntimeException thrown = awaitOne(event, end - System.nanoTime());
      failure = failure == null ? thrown : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void onEvent(StoreEvent event) {
    if (registrations.stream()
        .anyMatch(known -> !known.isSynchronous() && known.hears(event.kind()))) {
      asynchronous.execute(() -> logged(() -> dispatch(event, false)));
    }
    synchronous.execute(
        () -> {
          RuntimeException failure = null;
          try {
            dispatch(event, true);
          } catch (RuntimeException e) {
            failure = e;
          }
          progress.dispatched(new Position(event.partition(), event.sequence()), failure);
          if (failure != null && (event.acknowledge() || event.kind() == EventKind.EXPIRED)) {
            warn(failure); // no operation of this JVM is there to be told
          }
          if (event.acknowledge()) {
            store.acknowledge(event);
          }
        });
  }

  @Override
  public void onAcknowledged(int partition, long sequence) {
    progress.acknowledged(new Position(partition, sequence));
  }

  @Override
  public void onLost(int partition, long missed) {
    lost.add(Math.max(1, missed));
    progress.reset(partition);
    LOG.warn(
        "Cache '{}' lost its event subscription for a while; listeners may have missed events",
        cacheName);
  }

  /** How many events were lost so far, as far as known. */
  public long lost() {
    return lost.sum();
  }

  /** Closes all listeners. The store ends the subscription when it is closed. */
  public synchronized void close() {
    interest = Interest.NONE;
    registrations.forEach(Registration::close);
    registrations.clear();
  }

  private void interestChanged() {
    Interest union = Interest.NONE;
    for (Registration<K, V> known : registrations) {
      Interest more = known.interest();
      union =
          new Interest(
              union.events() | more.events(),
              union.synchronous() | more.synchronous(),
              union.oldValue() || more.oldValue());
    }
    boolean subscribed = subscription != null;
    interest = union;
    subscription = null;
    if (subscribed && union.equals(Interest.NONE)) {
      logged(() -> Await.join(store.listen(Interest.NONE, this)));
    }
  }

  private synchronized CompletableFuture<Void> subscribe() {
    CompletableFuture<Void> pending = subscription;
    if (pending == null || pending.isCompletedExceptionally()) {
      pending = store.listen(interest, this);
      subscription = pending;
    }
    return pending;
  }

  private @Nullable RuntimeException awaitOne(Published event, long nanos) {
    boolean local = isLocal(event);
    int acknowledgements = event.result().acknowledgements();
    if (!local && !isRemote(event)) {
      return null;
    }
    Position position = new Position(event.result().partition(), event.result().sequence());
    try {
      if (!progress.await(position, local, acknowledgements, nanos)) {
        lost.increment();
        LOG.warn(
            "Cache '{}' waited in vain for synchronous listeners, here or in another JVM",
            cacheName);
      }
      return progress.takeFailure(position);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException(
          "Interrupted while waiting for listeners; the operation itself is done", e);
    }
  }

  private void dispatch(StoreEvent event, boolean toSynchronous) {
    CacheEntryListenerException failure = null;
    EntryEvent<K, V> decoded = null;
    for (Registration<K, V> known : registrations) {
      if (known.isSynchronous() != toSynchronous || !known.hears(event.kind())) {
        continue;
      }
      decoded = decoded == null ? decode(event) : decoded;
      if (decoded == null) {
        return;
      }
      try {
        known.dispatch(decoded);
      } catch (CacheEntryListenerException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable EntryEvent<K, V> decode(StoreEvent event) {
    K key = codec.keyOrMiss(event.key());
    if (key == null) {
      return null;
    }
    V old = codec.valueOrMiss(event.oldValue());
    boolean gone = event.kind() == EventKind.REMOVED || event.kind() == EventKind.EXPIRED;
    V value = gone ? old : codec.valueOrMiss(event.newValue());
    return new EntryEvent<>(cache, EventType.valueOf(event.kind().name()), key, value, old);
  }

  private void logged(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      warn(e);
    }
  }

  private void warn(RuntimeException failure) {
    LOG.warn(
        "Cache '{}': a listener failed, or a subscription could not be ended", cacheName, failure);
  }
}
