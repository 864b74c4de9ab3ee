package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.internal.operation.Await;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  /** As leases have it, which are split by it. */
  @Test
  void manyPartitions_thatEndAtOnce_inOrder() {
    List<Integer> seen = new ArrayList<>();
    CompletableFuture<Void> end =
        Batches.run(
            any -> "master",
            50_000,
            i -> i,
            i -> 1,
            i -> 1,
            (partition, positions) -> {
              seen.add(partition);
              return DONE;
            });

    assertThat(end).isCompleted();
    assertThat(seen).hasSize(50_000).isSorted();
  }

  @Test
  void largeBatch_isUnderWayInPortions() {
    List<CompletableFuture<Void>> underWay = new ArrayList<>();
    CompletableFuture<Void> end =
        Batches.run(
            any -> "master",
            6,
            i -> i,
            i -> Batches.MAX_ARGUMENTS,
            i -> 1,
            (partition, positions) -> {
              CompletableFuture<Void> answer = new CompletableFuture<>();
              underWay.add(answer);
              return answer;
            });

    assertThat(underWay).hasSize(4);
    underWay.get(0).complete(null);
    assertThat(underWay).hasSize(5);
    underWay.get(1).completeExceptionally(new CacheException("silent"));
    assertThat(underWay).hasSize(6);
    underWay.forEach(answer -> answer.complete(null));
    assertThat(failure(end))
        .isInstanceOfSatisfying(
            PartialFailure.class, e -> assertThat(e.failures()).containsOnlyKeys(1));
  }

  /** A large batch for two masters, of which one is silent. */
  @Test
  void silentMaster_keepsNobodyElseWaiting() {
    Map<Integer, CompletableFuture<Void>> underWay = new TreeMap<>();
    CompletableFuture<Void> end =
        Batches.run(
            partition -> partition % 2,
            20,
            i -> i,
            i -> Batches.MAX_ARGUMENTS,
            i -> 1,
            (partition, positions) -> {
              CompletableFuture<Void> answer = new CompletableFuture<>();
              underWay.put(partition, answer);
              return answer;
            });

    assertThat(underWay).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6, 7);
    IntStream.range(0, 20).filter(i -> i % 2 == 0).forEach(i -> underWay.get(i).complete(null));
    assertThat(underWay).containsOnlyKeys(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18);

    CacheException silent = new CacheTimeoutException("silent", null);
    underWay.values().forEach(answer -> answer.completeExceptionally(silent));
    assertThat(underWay).hasSize(14);
    assertThat(failure(end))
        .hasCause(silent)
        .isInstanceOfSatisfying(
            PartialFailure.class,
            e ->
                assertThat(e.failures().keySet())
                    .containsExactly(1, 3, 5, 7, 9, 11, 13, 15, 17, 19));
  }

  @Test
  void partitionThatFails_isToldByPosition() {
    CacheException silent = new CacheException("silent");
    CompletableFuture<Void> end = sixOfWhichOddFail(i -> i % 2, silent);

    assertThat(failure(end))
        .hasCause(silent)
        .hasMessageContaining("3 of 6")
        .isInstanceOfSatisfying(
            PartialFailure.class, e -> assertThat(e.failures().keySet()).containsExactly(1, 3, 5));
  }

  /** As an iterator has it, whose page travels in several chunks. */
  @Test
  void batchThatMustBeWhole_failsWithAReason() {
    CacheException silent = new CacheException("silent");
    CompletableFuture<Void> end = sixOfWhichOddFail(i -> i % 2, silent);

    assertThatThrownBy(() -> Await.whole(end)).isSameAs(silent);
  }

  @Test
  void everythingFails_withTheFailureItself() {
    CacheException silent = new CacheException("silent");
    CompletableFuture<Void> end = sixOfWhichOddFail(i -> 1, silent);

    assertThat(failure(end)).isSameAs(silent);
  }

  private static CompletableFuture<Void> sixOfWhichOddFail(
      IntUnaryOperator partition, CacheException failure) {
    return Batches.run(
        any -> "master",
        6,
        partition,
        i -> 1,
        i -> 1,
        (number, positions) -> answer(number, failure));
  }

  private static CompletableFuture<Void> answer(int partition, CacheException ofOdd) {
    return partition % 2 == 1 ? CompletableFuture.failedFuture(ofOdd) : DONE;
  }

  private static Throwable failure(CompletableFuture<Void> end) {
    assertThat(end).isCompletedExceptionally();
    return catchThrowableOfType(CompletionException.class, end::join).getCause();
  }
}
