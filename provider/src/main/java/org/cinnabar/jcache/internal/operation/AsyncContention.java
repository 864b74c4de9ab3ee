package org.cinnabar.jcache.internal.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Where the asynchronous operations of this JVM that fight over a key queue up, so that each
 * needn't lose against all others. Nobody waits on a thread. Correctness rests on the commit.
 */
final class AsyncContention {
  private static final int STRIPES = 64;

  private final AtomicReferenceArray<CompletableFuture<Void>> tails =
      new AtomicReferenceArray<>(STRIPES);

  private final AppThreads threads;

  AsyncContention(AppThreads threads) {
    this.threads = threads;
    for (int i = 0; i < STRIPES; i++) {
      tails.set(i, CompletableFuture.completedFuture(null));
    }
  }

  /** Runs an action when those that came before for the same key have ended, however they did. */
  <T> CompletableFuture<T> inTurn(Object key, Supplier<CompletableFuture<T>> action) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    CompletableFuture<Void> before = tails.getAndSet(Math.floorMod(key.hashCode(), STRIPES), ended);
    return threads.then(before, action).whenComplete((result, failure) -> ended.complete(null));
  }
}
