package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.cinnabar.jcache.internal.operation.Operation.Needs;
import org.cinnabar.jcache.internal.store.Change;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.CommitResult;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * What operations do between their requests: they decide, say what to commit, and take in how it
 * ended. Nothing here asks the server or waits for anything, so that callers that wait and callers
 * that don't take the same steps.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class Steps<K, V> {
  final LenientCodec<K, V> codec;
  final Changes<K, V> changes;
  private final WriteThrough<K, V> writer;
  private final Queueing queueing;

  Steps(
      LenientCodec<K, V> codec,
      Changes<K, V> changes,
      WriteThrough<K, V> writer,
      Queueing queueing) {
    this.codec = codec;
    this.changes = changes;
    this.writer = writer;
    this.queueing = queueing;
  }

  /** The same steps with another codec. */
  Steps<K, V> with(LenientCodec<K, V> other) {
    return new Steps<>(other, changes.with(other), writer, queueing);
  }

  /** Whether a writer is told of what the operation may store or remove. */
  boolean tellsWriter(Operation<V, ?> operation) {
    return writer.isActive() && operation.writesThrough();
  }

  /** Where an operation that begins now waits for room in a queue that is full. */
  Queueing.@Nullable Room room() {
    return queueing.room();
  }

  <R extends @Nullable Object> List<Task<K, V, R>> tasks(
      Collection<? extends K> keys, Function<? super K, ? extends Operation<V, R>> operation) {
    List<Task<K, V, R>> tasks = new ArrayList<>(keys.size());
    for (K key : keys) {
      tasks.add(task(key, operation.apply(key)));
    }
    return tasks;
  }

  <R extends @Nullable Object> Task<K, V, R> task(K key, Operation<V, R> operation) {
    boolean deliberate =
        operation.needs() == Needs.VALUE || !changes.isPure() || tellsWriter(operation);
    return new Task<>(key, codec.encodeKey(key), operation, deliberate);
  }

  /** Takes in what was read; null for tasks that the store failed. */
  static void learn(List<? extends Task<?, ?, ?>> tasks, List<byte @Nullable []> envelopes) {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).isPending()) {
        tasks.get(i).learn(envelopes.get(i));
      }
    }
  }

  void decide(Task<K, V, ?> task) {
    task.prior = codec.valueOrMiss(task.envelope);
    if (!task.written) {
      task.decision = task.operation.decide(task.prior != null, task.prior);
    }
    Encoding<V> encoding = changes.encoding();
    boolean leftover = task.envelope != null && task.prior == null; // undecodable: counts as absent
    Change change =
        leftover && task.decision.action() == Action.REMOVE
            ? Change.DISCARD
            : changes.of(task.decision, task.prior != null, encoding);
    task.change = queued(task, task.decision, change, encoding);
  }

  private Change queued(
      Task<K, V, ?> task, Decision<V> decision, Change change, Encoding<V> encoding) {
    return queueing.isActive()
            && task.operation.writesThrough()
            && decision.action().writesThrough()
        ? changes.queuing(decision, change, encoding)
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
  @Nullable Commit bothBranches(Task<K, V, ?> task) {
    Encoding<V> encoding = changes.encoding();
    Decision<V> ifAbsent = task.operation.decide(false, null);
    Change absent = queued(task, ifAbsent, changes.of(ifAbsent, false, encoding), encoding);
    Decision<V> ifPresent = task.operation.decide(true, null);
    Change present = queued(task, ifPresent, changes.of(ifPresent, true, encoding), encoding);
    if (isNothing(absent) && isNothing(present)) {
      return null;
    }
    boolean returnPrior = task.operation.needs() == Needs.PRIOR;
    return Commit.either(task.encodedKey, absent, present, returnPrior)
        .under(task.operation.lease());
  }

  /** A commit that expects what was read, or null when the task is settled without one. */
  @Nullable Commit onWhatWasRead(Task<K, V, ?> task) {
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

  /** Whether any was settled. */
  static boolean hasProgressed(List<? extends Task<?, ?, ?>> tasks) {
    return tasks.stream().anyMatch(task -> !task.isPending());
  }

  /**
   * Takes in how commits ended; what lost a race, or found the queue of writes full, stays pending.
   *
   * @param results null for those that the store failed
   * @return whether the queue was full for any
   */
  boolean finish(
      List<? extends Task<K, V, ?>> tasks,
      List<Commit> commits,
      List<@Nullable CommitResult> results,
      List<Published> published) {
    boolean full = false;
    for (int i = 0; i < results.size(); i++) {
      CommitResult result = results.get(i);
      if (result == null) {
        continue;
      } else if (result.status() == Status.BACKLOG) {
        full = true;
        continue;
      } else if (result.status() == Status.LOST) {
        tasks.get(i).lose();
        continue;
      }
      Change applied = applied(commits.get(i), result);
      if (result.sequence() > 0) {
        published.add(new Published(applied.event(), result));
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
    return full;
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
