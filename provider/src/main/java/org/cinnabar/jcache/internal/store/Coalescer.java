package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Joins the concurrent requests to one partition: what comes while requests are under way goes out
 * together, as one request, when the next of them has been answered.
 *
 * <ul>
 *   <li>A request that comes alone goes out at once, on its caller's thread; there is no timer.
 *   <li>Requests go out in the order they came, a bounded number at a time.
 *   <li>Each has its own outcome; a request that could not be sent or answered fails all that
 *       travelled in it.
 *   <li>One that was cancelled while it waited is not sent.
 *   <li>More than {@link #MAX_WAITING} at a time are refused.
 * </ul>
 *
 * @param <E> what is requested
 * @param <R> the answer to it
 */
final class Coalescer<E, R extends @Nullable Object> {
  /** No more than this many travel together: a server serves nobody else meanwhile. */
  static final int MAX_TOGETHER = 256;

  static final int MAX_WAITING = 100_000;

  private final Function<List<E>, CompletableFuture<List<R>>> sender;
  private final ToIntFunction<E> size;
  private final Window window;
  private final Queue<Waiting<E, R>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Sends through {@code sender}, whose answers are in the order of what was requested.
   *
   * @param size about how many bytes a request has
   * @param window how many may be under way
   */
  Coalescer(
      Function<List<E>, CompletableFuture<List<R>>> sender, ToIntFunction<E> size, Window window) {
    this.sender = sender;
    this.size = size;
    this.window = window;
  }

  /** A request in the queue or under way. */
  private static final class Waiting<E, R extends @Nullable Object> extends CompletableFuture<R> {
    final E element;

    Waiting(E element) {
      this.element = element;
    }
  }

  /** Sends an element, now or with others. Never blocks or throws. */
  CompletableFuture<R> submit(E element) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(
          new CacheException(
              "More than " + MAX_WAITING + " operations on one partition wait for the server"));
    }
    Waiting<E, R> request = new Waiting<>(element);
    queue.add(request);
    sendWaiting();
    return request;
  }

  private void sendWaiting() {
    while (!queue.isEmpty() && enter()) {
      List<Waiting<E, R>> together = take();
      if (together.isEmpty()) {
        underWay.decrementAndGet();
      } else {
        send(together);
      }
    }
  }

  private boolean enter() {
    int limit = window.size();
    int now = underWay.get();
    while (now < limit) {
      if (underWay.compareAndSet(now, now + 1)) {
        return true;
      }
      now = underWay.get();
    }
    return false;
  }

  private List<Waiting<E, R>> take() {
    List<Waiting<E, R>> together = new ArrayList<>();
    long bytes = 0;
    while (together.size() < MAX_TOGETHER && bytes < Batches.MAX_BYTES) {
      Waiting<E, R> next = queue.poll();
      if (next == null) {
        break;
      }
      waiting.decrementAndGet();
      if (!next.isDone()) {
        together.add(next);
        bytes += size.applyAsInt(next.element);
      }
    }
    return together;
  }

  private void send(List<Waiting<E, R>> together) {
    long sent = System.nanoTime();
    answer(together)
        .whenComplete(
            (answers, failure) -> {
              window.answered(System.nanoTime() - sent);
              // Those that are woken here come back with their next requests, which then travel
              // together.
              for (int i = 0; i < together.size(); i++) {
                if (failure == null) {
                  together.get(i).complete(answers.get(i));
                } else {
                  together.get(i).completeExceptionally(failure);
                }
              }
              underWay.decrementAndGet();
              sendWaiting();
            });
  }

  private CompletableFuture<List<R>> answer(List<Waiting<E, R>> together) {
    try {
      List<E> elements = new ArrayList<>(together.size());
      together.forEach(request -> elements.add(request.element));
      return sender.apply(elements);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
