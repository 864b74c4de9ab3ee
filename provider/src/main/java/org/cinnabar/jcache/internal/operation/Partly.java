package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.cinnabar.jcache.PartialBatchException;
import org.cinnabar.jcache.internal.store.Deadline;
import org.cinnabar.jcache.internal.store.PartialFailure;
import org.jspecify.annotations.Nullable;

/** Batches that fail in part: each key fails by itself, and the caller is told which did. */
final class Partly {
  private Partly() {}

  /**
   * Waits for the results of tasks, in their order. Those that the store fails {@linkplain
   * Task#failInStore are told}, and have null for a result.
   *
   * @param all all tasks of the operation, to which those belong
   * @throws CacheException what the store failed with when nothing of the operation is done
   */
  static <T> List<@Nullable T> join(
      CompletableFuture<List<T>> future,
      Deadline deadline,
      List<? extends Task<?, ?, ?>> tasks,
      List<? extends Task<?, ?, ?>> all,
      Class<T> type) {
    try {
      return Await.join(future, deadline);
    } catch (CacheException e) {
      return rest(e, tasks, all, type);
    }
  }

  /** As {@link #join}, for callers that don't wait. */
  static <T> CompletableFuture<List<@Nullable T>> settle(
      CompletableFuture<List<T>> future,
      List<? extends Task<?, ?, ?>> tasks,
      List<? extends Task<?, ?, ?>> all,
      Class<T> type) {
    return future.handle(
        (@Nullable List<T> results, @Nullable Throwable failure) ->
            results == null ? rest(known(failure), tasks, all, type) : results);
  }

  private static <T> List<@Nullable T> rest(
      CacheException failure,
      List<? extends Task<?, ?, ?>> tasks,
      List<? extends Task<?, ?, ?>> all,
      Class<T> type) {
    if (failure instanceof PartialFailure partial) {
      partial.failures().forEach((position, cause) -> tasks.get(position).failInStore(cause));
      return partial.results(type);
    }
    if (all.stream().noneMatch(task -> task.outcome != null)) {
      throw failure;
    }
    tasks.forEach(task -> task.failInStore(failure));
    return Collections.nCopies(tasks.size(), null);
  }

  /**
   * Hands tasks to a consumer that may throw their failures.
   *
   * @throws PartialBatchException naming the keys that the store failed, when it didn't fail all
   * @throws RuntimeException the first failure of another kind, or of all
   */
  static <T extends Task<?, ?, ?>> void end(List<T> tasks, Consumer<? super T> consumer) {
    List<T> failed = new ArrayList<>();
    RuntimeException other = null;
    for (T task : tasks) {
      try {
        consumer.accept(task);
      } catch (RuntimeException e) {
        if (task.failedInStore) {
          failed.add(task);
        } else if (other == null) {
          other = e;
        }
      }
    }
    RuntimeException told = failed.isEmpty() ? null : told(failed, tasks.size());
    if (other != null) {
      if (told != null) {
        other.addSuppressed(told);
      }
      throw other;
    }
    if (told != null) {
      throw told;
    }
  }

  private static @Nullable RuntimeException told(List<? extends Task<?, ?, ?>> failed, int of) {
    RuntimeException first = failed.get(0).failure;
    if (first == null || failed.size() == of) {
      return first;
    }
    return new PartialBatchException(failed.stream().map(task -> task.key).toList(), of, first);
  }

  /** The same reads; when a part of them fails, the failure names the keys. */
  static <T> CompletableFuture<List<T>> naming(
      Collection<?> keys, CompletableFuture<List<T>> reads) {
    return reads.exceptionallyCompose(
        failure ->
            CompletableFuture.failedFuture(
                AppThreads.unwrapped(failure) instanceof PartialFailure partial
                    ? named(keys, partial)
                    : failure));
  }

  private static PartialBatchException named(Collection<?> keys, PartialFailure failure) {
    List<Object> inOrder = new ArrayList<>(keys);
    List<Object> failed = failure.failures().keySet().stream().map(inOrder::get).toList();
    Throwable cause = failure.getCause();
    return new PartialBatchException(failed, inOrder.size(), cause == null ? failure : cause);
  }

  private static CacheException known(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : AppThreads.unwrapped(failure);
    if (cause instanceof CacheException known) {
      return known;
    }
    throw new CompletionException(cause);
  }
}
