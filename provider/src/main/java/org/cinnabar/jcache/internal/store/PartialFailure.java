package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A part of a batch failed. Never thrown when all of it did: then the failure of its first element
 * stands for all.
 */
public final class PartialFailure extends CacheException {
  private static final long serialVersionUID = 1L;

  private final transient SortedMap<Integer, CacheException> failures;
  private final transient List<?> results;

  private PartialFailure(SortedMap<Integer, CacheException> failures, List<?> results) {
    super(
        failures.size()
            + " of "
            + results.size()
            + " entries failed, the first because: "
            + first(failures).getMessage(),
        first(failures));
    this.failures = failures;
    this.results = results;
  }

  /** The failures by the positions of the elements that failed; at least one, not all. */
  public Map<Integer, CacheException> failures() {
    return failures;
  }

  /** The results of the batch, null at the positions of {@link #failures()}. */
  public <T> List<@Nullable T> results(Class<T> type) {
    List<@Nullable T> typed = new ArrayList<>(results.size());
    results.forEach(result -> typed.add(type.cast(result)));
    return typed;
  }

  /**
   * The results, if none failed.
   *
   * @param failures by position
   * @throws CacheException the first failure when all failed, else a PartialFailure
   */
  static <T> List<T> unless(SortedMap<Integer, CacheException> failures, List<T> results) {
    if (failures.isEmpty()) {
      return results;
    }
    throw failures.size() == results.size()
        ? first(failures)
        : new PartialFailure(failures, results);
  }

  /**
   * The results of a batch, if it didn't fail.
   *
   * @param failure of the batch; null without one
   * @throws CacheException the first failure when all failed, else a PartialFailure
   */
  static <T> List<T> unless(@Nullable Throwable failure, List<T> results) {
    return unless(byPosition(failure, results.size()), results);
  }

  /** What a batch failed with, by position; empty without a failure. */
  static SortedMap<Integer, CacheException> byPosition(@Nullable Throwable failure, int size) {
    SortedMap<Integer, CacheException> byPosition = new TreeMap<>();
    if (failure == null) {
      return byPosition;
    }
    CacheException cause = cause(failure);
    if (cause instanceof PartialFailure partial) {
      byPosition.putAll(partial.failures);
    } else {
      for (int i = 0; i < size; i++) {
        byPosition.put(i, cause);
      }
    }
    return byPosition;
  }

  /** The failure of a batch of which nothing counts unless all of it is done. */
  public static CacheException whole(Throwable failure) {
    CacheException cause = cause(failure);
    return cause instanceof PartialFailure partial ? first(partial.failures) : cause;
  }

  /** The failure itself, as the store's contract has it. */
  static CacheException cause(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof CacheException known ? known : new CacheException(cause);
  }

  private static CacheException first(SortedMap<Integer, CacheException> failures) {
    return Objects.requireNonNull(failures.get(failures.firstKey()));
  }
}
