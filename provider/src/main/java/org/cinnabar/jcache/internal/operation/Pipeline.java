package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.cinnabar.jcache.internal.operation.Operation.Needs;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Change;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.CommitResult;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.cinnabar.jcache.internal.store.Deadline;
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
  private static final int AT_ONCE = 1000;

  private final CacheStore store;
  private final LenientCodec<K, V> codec;
  private final Changes<K, V> changes;
  private final WriteThrough<K, V> writer;
  private final Queueing queueing;
  private final EventGate events;
  private final Recorder recorder;
  private final Contention contention = new Contention();

  /** Works on one store. */
  public Pipeline(
      CacheStore store,
      LenientCodec<K, V> codec,
      ExpiryRules expiry,
      WriteThrough<K, V> writer,
      Queueing queueing,
      EventGate events,
      Recorder recorder) {
    this.store = store;
    this.codec = codec;
    this.changes = new Changes<>(expiry, codec);
    this.writer = writer;
    this.queueing = queueing;
    this.events = events;
    this.recorder = recorder;
  }

  /** Carries out an operation on one entry. */
  public <R extends @Nullable Object> R one(K key, Operation<V, R> operation) {
    return one(key, operation, store.begin());
  }

  /** Carries out an operation on one entry as a part of a longer one. */
  public <R extends @Nullable Object> R one(K key, Operation<V, R> operation, Deadline deadline) {
    Task<K, V, R> task = task(key, operation);
    run(new Run<>(List.of(task), writer::each, deadline, queueing.room()));
    return task.result();
  }

  /** Carries out an operation on each entry, telling the writer of each by itself. */
  public <R extends @Nullable Object, S> List<S> each(
      Collection<? extends K> keys,
      Function<? super K, ? extends Operation<V, R>> operation,
      BiFunction<? super K, Result<R>, S> collector) {
    List<Task<K, V, R>> tasks = tasks(keys, operation);
    run(new Run<>(tasks, writer::each, store.begin().eachRequest(), queueing.room()));
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
    run(new Run<>(tasks, writer::bulk, store.begin().eachRequest(), queueing.room()));
    tasks.forEach(Task::result);
  }

  /**
   * Carries out an operation on an entry if it is still the one that was read.
   *
   * @param envelope what was read
   * @return whether it was
   */
  public boolean ifUnchanged(K key, byte[] encodedKey, byte[] envelope, Operation<V, ?> operation) {
    Task<K, V, ?> task = new Task<>(key, encodedKey, operation, true);
    task.learn(envelope);
    Run<Task<K, V, ?>> run = new Run<>(List.of(task), writer::each, store.begin(), null);
    boolean settled = attempt(run, run.tasks, true).isEmpty();
    events.await(run.published);
    return settled;
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

  /** What carrying out some tasks together has in common. */
  private record Run<T>(
      List<T> tasks,
      Consumer<List<T>> writing,
      Deadline deadline,
      List<Published> published,
      Queueing.@Nullable Room room) {
    Run(List<T> tasks, Consumer<List<T>> writing, Deadline deadline, Queueing.@Nullable Room room) {
      this(tasks, writing, deadline, new ArrayList<>(), room);
    }
  }

  private <T extends Task<K, V, ?>> void run(Run<T> run) {
    if (run.tasks.isEmpty()) {
      return;
    }
    long started = System.nanoTime();
    CacheStore.@Nullable Lease lease = lease(run);
    try {
      untilSettled(run);
    } finally {
      if (lease != null) {
        Await.join(lease.release());
      }
    }
    if (recorder.isEnabled()) {
      Tally tally = run.tasks.stream().map(Task::tally).reduce(Tally.NONE, Tally::plus);
      recorder.record(tally, System.nanoTime() - started);
    }
    events.await(run.published);
  }

  private <T extends Task<K, V, ?>> CacheStore.@Nullable Lease lease(Run<T> run) {
    if (!writer.isActive() || !run.tasks.get(0).operation.writesThrough()) {
      return null;
    }
    return Await.join(
        store.lease(run.tasks.stream().map(task -> task.encodedKey).toList()), run.deadline);
  }

  private <T extends Task<K, V, ?>> void untilSettled(Run<T> run) {
    List<T> lost = attempt(run, run.tasks, true);
    if (!lost.isEmpty()) {
      contention.untilSettled(lost, lost.get(0).key, run.deadline, left -> attemptSome(run, left));
    }
  }

  /** While a queue is full, only some of many tasks are sent in vain. */
  private <T extends Task<K, V, ?>> List<T> attemptSome(Run<T> run, List<T> tasks) {
    if (run.room == null || tasks.size() <= AT_ONCE) {
      return attempt(run, tasks, false);
    }
    List<T> left = new ArrayList<>(tasks.subList(AT_ONCE, tasks.size()));
    left.addAll(attempt(run, tasks.subList(0, AT_ONCE), false));
    return left;
  }

  /**
   * One round of read, decide, write through and commit; gives the tasks that lost a race and must
   * decide again. The time that the application's code takes is given back, but not where it must
   * run again.
   */
  private <T extends Task<K, V, ?>> List<T> attempt(Run<T> run, List<T> tasks, boolean first) {
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
    read(deliberating, run.deadline);
    long reading = System.nanoTime();
    deliberating.forEach(this::decide);
    long decided = System.nanoTime();
    writing(run, deliberating);
    run.deadline.giveBack(System.nanoTime() - (first ? reading : decided));
    for (T task : deliberating) {
      Commit commit = task.isPending() ? onWhatWasRead(task) : null;
      if (commit != null) {
        sending.add(task);
        commits.add(commit);
      }
    }
    send(sending, commits, run);
    sending.removeIf(task -> !task.isPending());
    return sending;
  }

  private <T extends Task<K, V, ?>> void writing(Run<T> run, List<T> tasks) {
    if (!writer.isActive()) {
      return;
    }
    run.writing.accept(
        tasks.stream()
            .filter(task -> !task.written && task.operation.writesThrough())
            .filter(task -> task.decision.action().writesThrough())
            .toList());
  }

  private void read(List<? extends Task<K, V, ?>> tasks, Deadline deadline) {
    List<Task<K, V, ?>> unknown = new ArrayList<>(tasks.size());
    List<byte[]> keys = new ArrayList<>(tasks.size());
    for (Task<K, V, ?> task : tasks) {
      if (!task.known) {
        unknown.add(task);
        keys.add(task.encodedKey);
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    List<byte @Nullable []> envelopes = Await.join(store.read(keys), deadline);
    for (int i = 0; i < envelopes.size(); i++) {
      unknown.get(i).learn(envelopes.get(i));
    }
  }

  private void decide(Task<K, V, ?> task) {
    task.prior = codec.valueOrMiss(task.envelope);
    if (!task.written) {
      task.decision = task.operation.decide(task.prior != null, task.prior);
    }
    boolean leftover = task.envelope != null && task.prior == null; // undecodable: counts as absent
    Change change =
        leftover && task.decision.action() == Action.REMOVE
            ? Change.DISCARD
            : changes.of(task.decision, task.prior != null);
    task.change = queued(task, task.decision, change);
  }

  private Change queued(Task<K, V, ?> task, Decision<V> decision, Change change) {
    return queueing.isActive()
            && task.operation.writesThrough()
            && decision.action().writesThrough()
        ? changes.queuing(decision, change)
        : change;
  }

  /** Whether a change leaves the server alone. */
  private static boolean isNothing(Change change) {
    return change.kind() == Change.Kind.KEEP && !change.queued();
  }

  /**
   * A commit that carries both branches, or null when neither changes anything and a plain read
   * will do.
   */
  private @Nullable Commit bothBranches(Task<K, V, ?> task) {
    Decision<V> ifAbsent = task.operation.decide(false, null);
    Change absent = queued(task, ifAbsent, changes.of(ifAbsent, false));
    Decision<V> ifPresent = task.operation.decide(true, null);
    Change present = queued(task, ifPresent, changes.of(ifPresent, true));
    if (isNothing(absent) && isNothing(present)) {
      return null;
    }
    boolean returnPrior = task.operation.needs() == Needs.PRIOR;
    return Commit.either(task.encodedKey, absent, present, returnPrior)
        .under(task.operation.lease());
  }

  /** A commit that expects what was read, or null when the task is settled without one. */
  private @Nullable Commit onWhatWasRead(Task<K, V, ?> task) {
    boolean present = task.prior != null;
    Change change = task.change;
    boolean stored = task.decision.action().stores() && change.kind() != Change.Kind.KEEP;
    task.candidate = new Outcome<>(present, task.prior, task.decision, stored);
    if (isNothing(change)) {
      task.settle();
      return null;
    }
    byte[] envelope = task.envelope;
    if (envelope == null) {
      return Commit.ifAbsent(task.encodedKey, change, false).under(task.operation.lease());
    }
    if (present && task.operation.needs() == Needs.PRESENCE) {
      return Commit.ifPresent(task.encodedKey, change, false);
    }
    return Commit.ifExactly(task.encodedKey, envelope, change).under(task.operation.lease());
  }

  private void send(List<? extends Task<K, V, ?>> tasks, List<Commit> commits, Run<?> run) {
    if (tasks.isEmpty()) {
      return;
    }
    events.ready(run.deadline);
    List<CommitResult> results = Await.join(store.commit(commits), run.deadline);
    boolean full = false;
    for (int i = 0; i < results.size(); i++) {
      CommitResult result = results.get(i);
      if (result.status() == Status.BACKLOG) {
        full = true;
        continue;
      } else if (result.status() == Status.LOST) {
        tasks.get(i).lose();
        continue;
      }
      Change applied = applied(commits.get(i), result);
      if (result.sequence() > 0) {
        run.published.add(new Published(applied.event(), result));
      }
      if (tasks.get(i).deliberate) {
        finishDeliberate(tasks.get(i), result);
      } else {
        finishBoth(tasks.get(i), commits.get(i), applied, result);
      }
      if (applied.queued() && result.status() != Status.CONFLICT) {
        queueing.queued(result.partition());
      }
    }
    if (full && run.room != null) {
      run.room.await(tasks.stream().anyMatch(task -> !task.isPending()), run.deadline);
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
