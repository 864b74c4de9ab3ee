package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent misses. */
@Timeout(60)
class SingleFlightTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void concurrentMisses_callTheMethodOnce_andGetCopies() throws Exception {
    try (App app = App.of(Slow.class)) {
      Slow slow = app.get(Slow.class);
      List<Future<List<Integer>>> results = start(8, () -> slow.list(1));
      awaitWaiting(7);
      slow.gate().countDown();
      List<List<Integer>> lists = new ArrayList<>();
      for (Future<List<Integer>> result : results) {
        lists.add(result.get());
      }
      assertThat(lists).allSatisfy(list -> assertThat(list).containsExactly(1));
      assertThat(slow.calls()).hasValue(1);
      lists.get(0).add(99);
      assertThat(lists.stream().filter(list -> list.contains(99))).hasSize(1);
    }
  }

  @Test
  void manyRacingCalls_callTheMethodOncePerKey() throws Exception {
    try (App app = App.of(Slow.class)) {
      Slow slow = app.get(Slow.class);
      CyclicBarrier barrier = new CyclicBarrier(8);
      List<Future<Integer>> results =
          start(
              8,
              () -> {
                for (int key = 0; key < 2000; key++) {
                  if (key % 50 == 0) {
                    barrier.await();
                  }
                  slow.quick(key);
                }
                return 0;
              });
      for (Future<Integer> result : results) {
        result.get();
      }
      assertThat(slow.calls()).hasValue(2000);
    }
  }

  @Test
  void exception_reachesAllThatWait() throws Exception {
    try (App app = App.of(Slow.class)) {
      Slow slow = app.get(Slow.class);
      List<Future<Integer>> results = start(4, () -> slow.failing(1));
      awaitWaiting(3);
      slow.gate().countDown();
      for (Future<Integer> result : results) {
        assertThatThrownBy(result::get)
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOf(IOException.class)
            .hasMessage("call 1");
      }
      assertThatThrownBy(() -> slow.failing(1)).hasMessage("call 2");
    }
  }

  @Test
  void nullResult_isSharedByThoseThatWait_butNotLonger() throws Exception {
    try (App app = App.of(Slow.class)) {
      Slow slow = app.get(Slow.class);
      List<Future<String>> results = start(4, () -> slow.nothing(1));
      awaitWaiting(3);
      slow.gate().countDown();
      for (Future<String> result : results) {
        assertThat(result.get()).isNull();
      }
      assertThat(slow.calls()).hasValue(1);
      slow.nothing(1);
      assertThat(slow.calls()).hasValue(2);
    }
  }

  @Test
  void recursionOnTheSameKey_doesNotWaitForItself() {
    try (App app = App.of(Recursive.class)) {
      assertThat(app.get(Recursive.class).again(1, 3)).isEqualTo(3);
    }
  }

  @Test
  void recursionAcrossTwoThreads_doesNotDeadlock() throws Exception {
    try (App app = App.of(Recursive.class)) {
      Recursive recursive = app.get(Recursive.class);
      Future<String> one = threads.submit(() -> recursive.cross("a", "b"));
      Future<String> other = threads.submit(() -> recursive.cross("b", "a"));
      assertThat(one.get(10, TimeUnit.SECONDS)).startsWith("a");
      assertThat(other.get(10, TimeUnit.SECONDS)).startsWith("b");
    }
  }

  @Test
  void handingTheSameKeyToAnotherThread_endsWithTheLongestWait() {
    try (App app =
        App.builder()
            .beans(Recursive.class)
            .set("cinnabar.cdi.single-flight-wait", "200ms")
            .start()) {
      assertThat(app.get(Recursive.class).handOver("x", threads)).isEqualTo("x");
    }
  }

  @Test
  void interruptedWhileWaiting_callsTheMethodItself() throws Exception {
    try (App app = App.of(Slow.class)) {
      Slow slow = app.get(Slow.class);
      Future<List<Integer>> first = threads.submit(() -> slow.list(1));
      await().until(() -> slow.calls().get() == 1);
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread waiting =
          new Thread(
              () -> {
                slow.list(1);
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      waiting.start();
      await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
      waiting.interrupt();
      await().until(() -> slow.calls().get() == 2);
      slow.gate().countDown();
      first.get();
      waiting.join();
      assertThat(interrupted).isTrue();
    }
  }

  @Test
  void turnedOff_everyMissCalls() throws Exception {
    try (App app =
        App.builder().beans(Slow.class).set("cinnabar.cdi.single-flight", "false").start()) {
      Slow slow = app.get(Slow.class);
      List<Future<List<Integer>>> results = start(4, () -> slow.list(1));
      await().until(() -> slow.calls().get() == 4);
      slow.gate().countDown();
      for (Future<List<Integer>> result : results) {
        assertThat(result.get()).containsExactly(1);
      }
    }
  }

  private final List<Thread> started = new ArrayList<>();

  private <T> List<Future<T>> start(int count, Callable<T> call) {
    List<Future<T>> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(
          threads.submit(
              () -> {
                synchronized (started) {
                  started.add(Thread.currentThread());
                }
                return call.call();
              }));
    }
    return results;
  }

  private void awaitWaiting(int count) {
    await()
        .until(
            () -> {
              synchronized (started) {
                return started.stream()
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                    >= count;
              }
            });
  }

  @ApplicationScoped
  static class Slow {
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);

    AtomicInteger calls() {
      return calls;
    }

    CountDownLatch gate() {
      return gate;
    }

    private void pass() {
      calls.incrementAndGet();
      boolean interrupted = Thread.interrupted();
      try {
        gate.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @CacheResult(cacheName = "lists")
    public List<Integer> list(int id) {
      pass();
      return new ArrayList<>(List.of(id));
    }

    @CacheResult(cacheName = "quick")
    public int quick(int id) {
      return calls.incrementAndGet();
    }

    @CacheResult(cacheName = "failing")
    public int failing(int id) throws IOException {
      pass();
      throw new IOException("call " + calls);
    }

    @CacheResult(cacheName = "nothing")
    public String nothing(int id) {
      pass();
      return null;
    }
  }

  @ApplicationScoped
  static class Recursive {
    @Inject private Recursive self;

    private final CyclicBarrier both = new CyclicBarrier(2);

    @CacheResult(cacheName = "again")
    public int again(@CacheKey int id, int depth) {
      return depth == 0 ? 0 : 1 + self.again(id, depth - 1);
    }

    @CacheResult(cacheName = "cross")
    public String cross(@CacheKey String key, String other) throws Exception {
      if (other.isEmpty()) {
        return key;
      }
      both.await();
      return key + self.cross(other, "");
    }

    @CacheResult(cacheName = "handed")
    public String handOver(@CacheKey String key, ExecutorService threads) {
      if (threads == null) {
        return key;
      }
      try {
        return threads.submit(() -> self.handOver(key, null)).get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
