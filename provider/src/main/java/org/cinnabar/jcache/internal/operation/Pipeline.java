package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.CommitResult;
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
  static final int AT_ONCE = 1000;

  final CacheStore store;
  final Steps<K, V> steps;
  private final WriteThrough<K, V> writer;
  final EventGate events;
  final Recorder recorder;
  private final Contention contention;

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
    this.steps = new Steps<>(codec, new Changes<>(expiry, codec), writer, queueing);
    this.writer = writer;
    this.events = events;
    this.recorder = recorder;
    this.contention = new Contention();
  }

  private Pipeline(Pipeline<K, V> other, Steps<K, V> steps) {
    this.store = other.store;
    this.steps = steps;
    this.writer = other.writer;
    this.events = other.events;
    this.recorder = other.recorder;
    this.contention = other.contention;
  }

  /** This pipeline, except that what it stores has tags. */
  public Pipeline<K, V> with(Collection<String> tags) {
    return new Pipeline<>(this, steps.with(steps.codec.with(tags)));
  }

  /** What the values that it stores are encoded with. */
  public LenientCodec<K, V> codec() {
    return steps.codec;
  }

  /** Whether a writer is told of what the operation may store or remove. */
  public boolean tellsWriter(Operation<V, ?> operation) {
    return steps.tellsWriter(operation);
  }

  /** Carries out an operation on one entry. */
  public <R extends @Nullable Object> R one(K key, Operation<V, R> operation) {
    return one(key, operation, store.begin());
  }

  /** Carries out an operation on one entry as a part of a longer one. */
  public <R extends @Nullable Object> R one(K key, Operation<V, R> operation, Deadline deadline) {
    Task<K, V, R> task = steps.task(key, operation);
    run(new Run<>(List.of(task), writer::each, deadline, steps.room()));
    return task.result();
  }

  /** Carries out an operation on each entry, telling the writer of each by itself. */
  public <R extends @Nullable Object, S> List<S> each(
      Collection<? extends K> keys,
      Function<? super K, ? extends Operation<V, R>> operation,
      BiFunction<? super K, Result<R>, S> collector) {
    List<Task<K, V, R>> tasks = steps.tasks(keys, operation);
    run(new Run<>(tasks, writer::each, store.begin().eachRequest(), steps.room()));
    List<S> results = new ArrayList<>(tasks.size());
    Partly.end(tasks, task -> results.add(collector.apply(task.key, task::result)));
    return results;
  }

  /**
   * Carries out an operation on each entry, telling the writer of all at once. Entries that were
   * written are committed before the writer's failure is thrown.
   */
  public <R extends @Nullable Object> void bulk(
      Collection<? extends K> keys, Function<? super K, ? extends Operation<V, R>> operation) {
    List<Task<K, V, R>> tasks = steps.tasks(keys, operation);
    run(new Run<>(tasks, writer::bulk, store.begin().eachRequest(), steps.room()));
    Partly.end(tasks, Task::result);
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
    return new EntryIterator<>(store, steps.codec, this, steps.changes, recorder);
  }

  /** A result that may be a failure. */
  @FunctionalInterface
  public interface Result<R extends @Nullable Object> {
    /** The result, or the failure thrown. */
    R get();
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
    if (!tellsWriter(run.tasks.get(0).operation)) {
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
      Commit commit = task.deliberate ? null : steps.bothBranches(task);
      if (commit == null) {
        deliberating.add(task);
      } else {
        sending.add(task);
        commits.add(commit);
      }
    }
    read(deliberating, run);
    deliberating.removeIf(task -> !task.isPending());
    long reading = System.nanoTime();
    deliberating.forEach(steps::decide);
    long decided = System.nanoTime();
    writing(run, deliberating);
    run.deadline.giveBack(System.nanoTime() - (first ? reading : decided));
    for (T task : deliberating) {
      Commit commit = task.isPending() ? steps.onWhatWasRead(task) : null;
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

  private void read(List<? extends Task<K, V, ?>> tasks, Run<? extends Task<K, V, ?>> run) {
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
    List<byte @Nullable []> envelopes =
        Partly.join(store.read(keys), run.deadline, unknown, run.tasks, byte[].class);
    Steps.learn(unknown, envelopes);
  }

  private void send(
      List<? extends Task<K, V, ?>> tasks, List<Commit> commits, Run<? extends Task<K, V, ?>> run) {
    if (tasks.isEmpty()) {
      return;
    }
    events.ready(run.deadline);
    List<@Nullable CommitResult> results =
        Partly.join(store.commit(commits), run.deadline, tasks, run.tasks, CommitResult.class);
    boolean full = steps.finish(tasks, commits, results, run.published);
    if (full && run.room != null) {
      run.room.await(Steps.hasProgressed(tasks), run.deadline);
    } else if (run.room != null && Steps.hasProgressed(tasks)) {
      run.room.progressed(run.deadline);
    }
  }
}
