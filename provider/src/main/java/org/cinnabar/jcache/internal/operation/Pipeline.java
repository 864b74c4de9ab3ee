package org.cinnabar.jcache.internal.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.cinnabar.jcache.internal.operation.Operation.Needs;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Change;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.CommitResult;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * The one path of every operation: read, decide, write through, commit, count, wait for listeners.
 *
 * <ul>
 *   <li>What depends on existence alone, under a pure expiry policy and without a writer, sends
 *       both branches in one commit.
 *   <li>Everything else reads, decides once, and commits on what it read; a conflict brings back
 *       what is there now, and the operation decides again.
 *   <li>With a writer the per-key lease is held from before the read until after the commit, so
 *       that the writer is told once.
 * </ul>
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class Pipeline<K, V> {
  private final CacheStore store;
  private final LenientCodec<K, V> codec;
  private final Changes<K, V> changes;
  private final WriteThrough<K, V> writer;
  private final EventGate events;
  private final Recorder recorder;
  private final Duration deadline;
  private final ReentrantLock[] stripes = new ReentrantLock[64];

  /** Works on one store; {@code deadline} bounds how long an operation decides again and again. */
  public Pipeline(
      CacheStore store,
      LenientCodec<K, V> codec,
      ExpiryRules expiry,
      WriteThrough<K, V> writer,
      EventGate events,
      Recorder recorder,
      Duration deadline) {
    this.store = store;
    this.codec = codec;
    this.changes = new Changes<>(expiry, codec);
    this.writer = writer;
    this.events = events;
    this.recorder = recorder;
    this.deadline = deadline;
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** Carries out an operation on one entry. */
  public <R extends @Nullable Object> R one(K key, Operation<V, R> operation) {
    Task<K, V, R> task = task(key, operation);
    run(List.of(task), writer::each);
    return task.result();
  }

  /** Carries out an operation on each entry, telling the writer of each by itself. */
  public <R extends @Nullable Object, S> List<S> each(
      Collection<? extends K> keys,
      Function<? super K, ? extends Operation<V, R>> operation,
      BiFunction<? super K, Result<R>, S> collector) {
    List<Task<K, V, R>> tasks = tasks(keys, operation);
    run(tasks, writer::each);
    List<S> results = new ArrayList<>(tasks.size());
    tasks.forEach(task -> results.add(collector.apply(task.key, task::result)));
    return results;
  }

  /**
   * Carries out an operation on each entry, telling the writer of all at once. Entries that were
   * written are committed before the writer's failure is thrown.
   */
  public <R extends @Nullable Object> void bulk(
      Collection<? extends K> keys, Function<? super K, ? extends Operation<V, R>> operation) {
    List<Task<K, V, R>> tasks = tasks(keys, operation);
    run(tasks, writer::bulk);
    tasks.forEach(Task::result);
  }

  /** Iterates over the live entries; see {@link EntryIterator}. */
  public EntryIterator<K, V> iterator() {
    return new EntryIterator<>(store, codec, this, changes, recorder);
  }

  /** A result that may be a failure. */
  @FunctionalInterface
  public interface Result<R extends @Nullable Object> {
    /** The result, or the failure thrown. */
    R get();
  }

  private <R extends @Nullable Object> List<Task<K, V, R>> tasks(
      Collection<? extends K> keys, Function<? super K, ? extends Operation<V, R>> operation) {
    List<Task<K, V, R>> tasks = new ArrayList<>(keys.size());
    for (K key : keys) {
      tasks.add(task(key, operation.apply(key)));
    }
    return tasks;
  }

  private <R extends @Nullable Object> Task<K, V, R> task(K key, Operation<V, R> operation) {
    boolean deliberate =
        operation.needs() == Needs.VALUE
            || !changes.isPure()
            || (writer.isActive() && operation.writesThrough());
    return new Task<>(key, codec.encodeKey(key), operation, deliberate);
  }

  private <T extends Task<K, V, ?>> void run(List<T> tasks, Consumer<List<T>> writing) {
    if (tasks.isEmpty()) {
      return;
    }
    long started = System.nanoTime();
    List<Published> published = new ArrayList<>();
    CacheStore.@Nullable Lease lease = lease(tasks);
    try {
      untilSettled(tasks, writing, published);
    } finally {
      if (lease != null) {
        Await.join(lease.release());
      }
    }
    if (recorder.isEnabled()) {
      Tally tally = tasks.stream().map(Task::tally).reduce(Tally.NONE, Tally::plus);
      recorder.record(tally, System.nanoTime() - started);
    }
    events.await(published);
  }

  private CacheStore.@Nullable Lease lease(List<? extends Task<K, V, ?>> tasks) {
    if (!writer.isActive() || !tasks.get(0).operation.writesThrough()) {
      return null;
    }
    return Await.join(store.lease(tasks.stream().map(task -> task.encodedKey).toList()));
  }

  private <T extends Task<K, V, ?>> void untilSettled(
      List<T> tasks, Consumer<List<T>> writing, List<Published> published) {
    List<T> pending = attempt(tasks, writing, published);
    if (pending.isEmpty()) {
      return;
    }
    long contended =
        System.nanoTime(); // what came before was waiting for the server, not for others
    // Threads of this JVM that fight over a key queue up here; correctness rests on the commit, not
    // on this lock.
    ReentrantLock stripe = stripes[Math.floorMod(pending.get(0).key.hashCode(), stripes.length)];
    boolean locked = acquire(stripe, contended);
    try {
      while (!pending.isEmpty()) {
        if (remaining(contended) <= 0) {
          throw new CacheTimeoutException(
              "Other writers kept changing the entry for the whole operation deadline of "
                  + deadline,
              null);
        }
        pending = attempt(pending, writing, published);
      }
    } finally {
      if (locked) {
        stripe.unlock();
      }
    }
  }

  private boolean acquire(ReentrantLock stripe, long since) {
    try {
      return stripe.tryLock(Math.max(0, remaining(since)) / 2, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long remaining(long since) {
    return deadline.toNanos() - (System.nanoTime() - since);
  }

  /**
   * One round of read, decide, write through and commit; gives the tasks that lost a race and must
   * decide again.
   */
  private <T extends Task<K, V, ?>> List<T> attempt(
      List<T> tasks, Consumer<List<T>> writing, List<Published> published) {
    List<T> sending = new ArrayList<>(tasks.size());
    List<Commit> commits = new ArrayList<>(tasks.size());
    List<T> deliberating = new ArrayList<>();
    for (T task : tasks) {
      Commit commit = task.deliberate ? null : bothBranches(task);
      if (commit == null) {
        deliberating.add(task);
      } else {
        sending.add(task);
        commits.add(commit);
      }
    }
    read(deliberating.stream().filter(task -> !task.known).toList());
    deliberating.forEach(this::decide);
    writing.accept(
        deliberating.stream()
            .filter(
                task ->
                    writer.isActive() && !task.written && task.decision.action().writesThrough())
            .toList());
    for (T task : deliberating) {
      Commit commit = task.isPending() ? onWhatWasRead(task) : null;
      if (commit != null) {
        sending.add(task);
        commits.add(commit);
      }
    }
    send(sending, commits, published);
    return sending.stream().filter(Task::isPending).toList();
  }

  private void read(List<? extends Task<K, V, ?>> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    List<byte @Nullable []> envelopes =
        Await.join(store.read(tasks.stream().map(task -> task.encodedKey).toList()));
    for (int i = 0; i < envelopes.size(); i++) {
      tasks.get(i).learn(envelopes.get(i));
    }
  }

  private void decide(Task<K, V, ?> task) {
    task.prior = codec.valueOrMiss(task.envelope);
    if (!task.written) {
      task.decision = task.operation.decide(task.prior != null, task.prior);
    }
    boolean leftover = task.envelope != null && task.prior == null; // undecodable: counts as absent
    task.change =
        leftover && task.decision.action() == Action.REMOVE
            ? Change.DISCARD
            : changes.of(task.decision, task.prior != null);
  }

  /**
   * A commit that carries both branches, or null when neither changes anything and a plain read
   * will do.
   */
  private @Nullable Commit bothBranches(Task<K, V, ?> task) {
    Change absent = changes.of(task.operation.decide(false, null), false);
    Change present = changes.of(task.operation.decide(true, null), true);
    if (absent.kind() == Change.Kind.KEEP && present.kind() == Change.Kind.KEEP) {
      return null;
    }
    return Commit.either(task.encodedKey, absent, present, task.operation.needs() == Needs.PRIOR);
  }

  /** A commit that expects what was read, or null when the task is settled without one. */
  private @Nullable Commit onWhatWasRead(Task<K, V, ?> task) {
    boolean present = task.prior != null;
    Change change = task.change;
    boolean stored = task.decision.action().stores() && change.kind() != Change.Kind.KEEP;
    task.candidate = new Outcome<>(present, task.prior, task.decision, stored);
    if (change.kind() == Change.Kind.KEEP) {
      task.settle();
      return null;
    }
    byte[] envelope = task.envelope;
    if (envelope == null) {
      return Commit.ifAbsent(task.encodedKey, change, false);
    }
    if (present && task.operation.needs() == Needs.PRESENCE) {
      return Commit.ifPresent(task.encodedKey, change, false);
    }
    return Commit.ifExactly(task.encodedKey, envelope, change);
  }

  private void send(
      List<? extends Task<K, V, ?>> tasks, List<Commit> commits, List<Published> published) {
    if (tasks.isEmpty()) {
      return;
    }
    events.ready();
    List<CommitResult> results = Await.join(store.commit(commits));
    for (int i = 0; i < results.size(); i++) {
      CommitResult result = results.get(i);
      Change applied = applied(commits.get(i), result);
      if (result.sequence() > 0) {
        published.add(new Published(applied.event(), result));
      }
      if (tasks.get(i).deliberate) {
        finishDeliberate(tasks.get(i), result);
      } else {
        finishBoth(tasks.get(i), commits.get(i), applied, result);
      }
    }
  }

  private static Change applied(Commit commit, CommitResult result) {
    return result.status() == Status.ABSENT ? commit.whenAbsent() : commit.whenPresent();
  }

  private void finishDeliberate(Task<K, V, ?> task, CommitResult result) {
    // An access that lost its race was still an access: there is nothing left to touch.
    if (result.status() != Status.CONFLICT || task.decision.action() == Action.ACCESS) {
      task.settle();
    } else {
      task.learn(result.prior());
    }
  }

  private void finishBoth(Task<K, V, ?> task, Commit commit, Change change, CommitResult result) {
    boolean found = result.status() == Status.PRESENT;
    V prior = codec.valueOrMiss(result.prior());
    boolean undecodable = found && prior == null && task.operation.needs() == Needs.PRIOR;
    Decision<V> decision = task.operation.decide(found, null);
    if (undecodable
        && change.kind() == Change.Kind.KEEP
        && commit.whenAbsent().kind() == Change.Kind.WRITE) {
      task.learn(
          result.prior()); // what can't be decoded counts as absent: decide again, knowing that
      return;
    }
    boolean stored = decision.action().stores() && change.kind() != Change.Kind.KEEP;
    task.candidate = new Outcome<>(found && !undecodable, prior, decision, stored);
    task.settle();
  }
}
