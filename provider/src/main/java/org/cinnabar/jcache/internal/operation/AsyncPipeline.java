package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.internal.operation.Pipeline.Result;
import org.cinnabar.jcache.internal.store.Commit;
import org.cinnabar.jcache.internal.store.CommitResult;
import org.cinnabar.jcache.internal.store.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Pipeline}'s path for callers that don't wait: the same decisions and commits, with no
 * thread while the server is asked. For operations that no writer is told of.
 *
 * <ul>
 *   <li>What needs nothing of the prior entry is encoded and sent on the caller's thread.
 *   <li>Whatever runs the application's code, after the server's answer, runs on {@link
 *       AppThreads}.
 * </ul>
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class AsyncPipeline<K, V> {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final Pipeline<K, V> pipeline;
  private final Steps<K, V> steps;
  private final AppThreads threads;

  /** Goes the pipeline's way. */
  public AsyncPipeline(Pipeline<K, V> pipeline, AppThreads threads) {
    this.pipeline = pipeline;
    this.steps = pipeline.steps;
    this.threads = threads;
  }

  /** What carrying out some tasks together has in common. */
  private record Run<T>(
      List<T> tasks,
      Deadline deadline,
      List<Published> published,
      Queueing.@Nullable Room room,
      long started,
      boolean waits) {
    Run(List<T> tasks, Deadline deadline, Queueing.@Nullable Room room, boolean waits) {
      this(tasks, deadline, new ArrayList<>(), room, System.nanoTime(), waits);
    }
  }

  /** Carries out an operation on one entry. */
  public <R extends @Nullable Object> CompletableFuture<R> one(K key, Operation<V, R> operation) {
    return one(key, operation, pipeline.store.begin());
  }

  /** Carries out an operation on one entry as a part of a longer one. */
  public <R extends @Nullable Object> CompletableFuture<R> one(
      K key, Operation<V, R> operation, Deadline deadline) {
    Task<K, V, R> task = steps.task(key, operation);
    return run(List.of(task), deadline).thenApply(done -> task.result());
  }

  /** Carries out an operation on each entry. */
  public <R extends @Nullable Object, S> CompletableFuture<List<S>> each(
      Collection<? extends K> keys,
      Function<? super K, ? extends Operation<V, R>> operation,
      BiFunction<? super K, Result<R>, S> collector) {
    List<Task<K, V, R>> tasks = steps.tasks(keys, operation);
    if (tasks.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return run(tasks, pipeline.store.begin().eachRequest())
        .thenApply(
            done -> {
              List<S> results = new ArrayList<>(tasks.size());
              Partly.end(tasks, task -> results.add(collector.apply(task.key, task::result)));
              return results;
            });
  }

  private <T extends Task<K, V, ?>> CompletableFuture<Void> run(List<T> tasks, Deadline deadline) {
    Run<T> run = new Run<>(tasks, deadline, steps.room(), !pipeline.events.isListening());
    return attempt(run, tasks, true)
        .thenCompose(lost -> lost.isEmpty() ? DONE : untilSettled(run, lost))
        .thenAccept(settled -> end(run));
  }

  /** Counts, and waits for synchronous listeners. */
  private <T extends Task<K, V, ?>> void end(Run<T> run) {
    if (pipeline.recorder.isEnabled()) {
      Tally tally = run.tasks.stream().map(Task::tally).reduce(Tally.NONE, Tally::plus);
      pipeline.recorder.record(tally, System.nanoTime() - run.started);
    }
    if (run.waits && pipeline.events.isAwaited(run.published)) {
      AppThreads.<@Nullable Void>waiting(
          () -> {
            pipeline.events.await(run.published);
            return null;
          });
    }
  }

  private <T extends Task<K, V, ?>> CompletableFuture<Void> untilSettled(Run<T> run, List<T> lost) {
    run.deadline.bound();
    return threads.contention().inTurn(lost.get(0).key, () -> again(run, lost));
  }

  private <T extends Task<K, V, ?>> CompletableFuture<Void> again(Run<T> run, List<T> left) {
    if (left.isEmpty()) {
      return DONE;
    }
    if (run.room != null) {
      run.room.checkTime(run.deadline);
    }
    if (run.deadline.remaining() <= 0) {
      return CompletableFuture.failedFuture(
          new CacheTimeoutException(
              "Other writers kept changing the entry for the whole operation deadline of "
                  + run.deadline.limit(),
              null));
    }
    return attemptSome(run, left).thenCompose(lost -> again(run, lost));
  }

  /** While a queue is full, only some of many tasks are sent in vain. */
  private <T extends Task<K, V, ?>> CompletableFuture<List<T>> attemptSome(
      Run<T> run, List<T> tasks) {
    if (run.room == null || tasks.size() <= Pipeline.AT_ONCE) {
      return attempt(run, tasks, false);
    }
    List<T> rest = tasks.subList(Pipeline.AT_ONCE, tasks.size());
    return attempt(run, tasks.subList(0, Pipeline.AT_ONCE), false)
        .thenApply(lost -> Stream.concat(rest.stream(), lost.stream()).toList());
  }

  /**
   * One round of read, decide and commit; gives the tasks that lost a race and must decide again.
   * The time that the application's code takes is given back, but not where it must run again.
   */
  private <T extends Task<K, V, ?>> CompletableFuture<List<T>> attempt(
      Run<T> run, List<T> tasks, boolean first) {
    List<T> sending = new ArrayList<>(tasks.size());
    List<Commit> commits = new ArrayList<>(tasks.size());
    List<T> deliberating = new ArrayList<>();
    for (T task : tasks) {
      Commit commit = task.deliberate ? null : steps.bothBranches(task);
      add(task, commit, commit == null ? deliberating : sending, commits);
    }
    if (deliberating.isEmpty()) {
      return send(run, sending, commits);
    }
    return read(deliberating, run)
        .thenCompose(
            read -> {
              deliberating.removeIf(task -> !task.isPending());
              long reading = System.nanoTime();
              deliberating.forEach(steps::decide);
              run.deadline.giveBack(first ? System.nanoTime() - reading : 0);
              for (T task : deliberating) {
                Commit commit = steps.onWhatWasRead(task);
                if (commit != null) {
                  add(task, commit, sending, commits);
                }
              }
              return send(run, sending, commits);
            });
  }

  private static <T> void add(
      T task, @Nullable Commit commit, List<T> tasks, List<Commit> commits) {
    tasks.add(task);
    if (commit != null) {
      commits.add(commit);
    }
  }

  private CompletableFuture<Void> read(
      List<? extends Task<K, V, ?>> tasks, Run<? extends Task<K, V, ?>> run) {
    List<? extends Task<K, V, ?>> unknown = tasks.stream().filter(task -> !task.known).toList();
    if (unknown.isEmpty()) {
      return DONE;
    }
    List<byte[]> keys = unknown.stream().map(task -> task.encodedKey).toList();
    return Partly.settle(
            threads.after(pipeline.store.read(keys), run.deadline),
            unknown,
            run.tasks,
            byte[].class)
        .thenAccept(envelopes -> Steps.learn(unknown, envelopes));
  }

  private <T extends Task<K, V, ?>> CompletableFuture<List<T>> send(
      Run<T> run, List<T> tasks, List<Commit> commits) {
    if (tasks.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    if (run.deadline.remaining() <= 0) {
      return CompletableFuture.failedFuture(run.deadline.unanswered());
    }
    CompletableFuture<?> ready = pipeline.events.readiness();
    CompletableFuture<List<CommitResult>> committed =
        ready.isDone() && !ready.isCompletedExceptionally()
            ? pipeline.store.commit(commits)
            : ready.thenCompose(heard -> pipeline.store.commit(commits));
    return Partly.settle(
            threads.after(committed, run.deadline), tasks, run.tasks, CommitResult.class)
        .thenCompose(
            results -> left(run, tasks, steps.finish(tasks, commits, results, run.published)));
  }

  /** What is still pending, after a while if it found the queue of writes full. */
  private <T extends Task<K, V, ?>> CompletableFuture<List<T>> left(
      Run<T> run, List<T> tasks, boolean full) {
    List<T> pending = tasks.stream().filter(Task::isPending).toList();
    Queueing.Room room = run.room;
    boolean progressed = pending.size() < tasks.size();
    if (full && room != null) {
      return threads.later(room.delayMillis(progressed, run.deadline), pending);
    }
    if (progressed && room != null) {
      room.progressed(run.deadline);
    }
    return CompletableFuture.completedFuture(pending);
  }
}
