package org.cinnabar.cdi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.testing.App;
import org.cinnabar.cdi.testing.Redis;
import org.cinnabar.jcache.CinnabarCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent misses in several applications, as in several JVMs, with one server. */
@Timeout(60)
class ClusterFlightTest {
  private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();
  private static CountDownLatch gate;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<App> apps = new ArrayList<>();
  private Redis redis;

  @BeforeEach
  void prepare() throws Exception {
    CALLS.clear();
    gate = new CountDownLatch(1);
    redis = new Redis().start();
  }

  @AfterEach
  void stop() throws Exception {
    gate.countDown();
    threads.shutdownNow();
    for (int i = apps.size() - 1; i >= 0; i--) {
      apps.get(i).close(); // each gives the settings back that it found
    }
    redis.close();
  }

  /** An application with a manager and connections of its own. */
  private Slow app(String... settings) {
    App.Builder builder =
        App.builder()
            .beans(Slow.class)
            .set("cinnabar.cdi.provider", App.CINNABAR)
            .set("cinnabar.cdi.uri", redis.uri() + "?deadline=" + (4 + apps.size()) + "s");
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    App app = builder.start();
    apps.add(app);
    return app.get(Slow.class);
  }

  private <T> List<Future<T>> start(int count, Callable<T> call) {
    List<Future<T>> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(threads.submit(call));
    }
    return results;
  }

  private static <T> void assertNoneEnds(List<Future<T>> futures) {
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> futures.stream().noneMatch(Future::isDone));
  }

  private static void awaitCalls(int count) {
    await().until(() -> CALLS.size() == count);
  }

  @Test
  void twoApplicationsMiss_oneCalls_andAllGetTheResult() throws Exception {
    Slow one = app();
    Slow two = app();
    List<Future<List<Integer>>> results = start(10, () -> one.list(1));
    awaitCalls(1);
    results.addAll(start(10, () -> two.list(1)));
    assertNoneEnds(results);
    gate.countDown();
    for (Future<List<Integer>> result : results) {
      List<Integer> list = result.get(10, SECONDS);
      assertThat(list).containsExactly(1);
      list.clear(); // each has its own
    }
    assertThat(CALLS).containsExactly("list 1");
  }

  @Test
  void manyRacingCalls_callOncePerKey() throws Exception {
    gate.countDown();
    List<Slow> slows = List.of(app(), app());
    List<Future<Integer>> results = new ArrayList<>();
    for (Slow slow : slows) {
      results.addAll(
          start(
              4,
              () -> {
                for (int key = 0; key < 200; key++) {
                  slow.list(key);
                }
                return 0;
              }));
    }
    for (Future<Integer> result : results) {
      result.get(30, SECONDS);
    }
    assertThat(CALLS).hasSize(200);
  }

  @Test
  void exceptionOfTheMethod_isItsOwn_andOthersTryThemselves() throws Exception {
    Slow one = app();
    Slow two = app();
    List<Future<Integer>> results = start(3, () -> one.failing(1));
    awaitCalls(1);
    results.addAll(start(3, () -> two.failing(1)));
    assertNoneEnds(results);
    gate.countDown();
    for (Future<Integer> result : results) {
      assertThatThrownBy(() -> result.get(10, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasNoCause();
    }
    assertThat(CALLS).containsExactly("failing 1", "failing 1");
  }

  @Test
  void cachedException_isThrownInAllApplications_ofOneCall() throws Exception {
    Slow one = app();
    Slow two = app();
    List<Future<Integer>> results = start(3, () -> one.rejecting(1));
    awaitCalls(1);
    results.addAll(start(3, () -> two.rejecting(1)));
    assertNoneEnds(results);
    gate.countDown();
    for (Future<Integer> result : results) {
      assertThatThrownBy(() -> result.get(10, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("rejecting 1");
    }
    assertThat(CALLS).containsExactly("rejecting 1");
  }

  @Test
  void nullResult_isNotCached_andOthersCallThemselves() throws Exception {
    Slow one = app();
    Slow two = app();
    List<Future<String>> results = start(1, () -> one.nothing(1));
    awaitCalls(1);
    results.addAll(start(1, () -> two.nothing(1)));
    assertNoneEnds(results);
    gate.countDown();
    for (Future<String> result : results) {
      assertThat(result.get(10, SECONDS)).isNull();
    }
    assertThat(CALLS).hasSize(2);
  }

  @Test
  void skipGet_waitsForNobody() throws Exception {
    Slow one = app();
    Slow two = app();
    List<Future<List<Integer>>> results = start(1, () -> one.list(1));
    awaitCalls(1);
    assertThat(two.fresh(1)).containsExactly(1);
    gate.countDown();
    assertThat(results.get(0).get(10, SECONDS)).containsExactly(1);
    assertThat(CALLS).containsExactly("list 1", "fresh 1");
  }

  @Test
  void longestWait_isThatOfTheSettings() throws Exception {
    Slow one = app();
    Slow two = app("cinnabar.cdi.single-flight-wait", "200ms");
    List<Future<List<Integer>>> results = start(1, () -> one.list(1));
    awaitCalls(1);
    results.addAll(start(1, () -> two.list(1)));
    awaitCalls(2);
    gate.countDown();
    for (Future<List<Integer>> result : results) {
      assertThat(result.get(10, SECONDS)).containsExactly(1);
    }
  }

  @Test
  void withoutSingleFlightOfTheCache_eachApplicationCalls() throws Exception {
    Slow one = app("cinnabar.caches.lists.load.single-flight", "false");
    Slow two = app("cinnabar.caches.lists.load.single-flight", "false");
    List<Future<List<Integer>>> results = start(2, () -> one.list(1));
    results.addAll(start(2, () -> two.list(1)));
    awaitCalls(2);
    gate.countDown();
    for (Future<List<Integer>> result : results) {
      assertThat(result.get(10, SECONDS)).containsExactly(1);
    }
    assertThat(CALLS).hasSize(2);
  }

  /** Each has its own key's turn and asks for the other's. */
  @Test
  void recursionAcrossApplications_endsAtOnce() throws Exception {
    Slow one = app();
    Slow two = app();
    List<Future<String>> results = start(1, () -> one.cross("a", "b"));
    results.addAll(start(1, () -> two.cross("b", "a")));
    awaitCalls(2);
    gate.countDown();
    assertThat(results.get(0).get(10, SECONDS)).startsWith("ab");
    assertThat(results.get(1).get(10, SECONDS)).startsWith("ba");
  }

  /** Who has a turn follows nobody who waits for the turn of another application. */
  @Test
  void recursionAcrossApplications_withOthersWaiting_endsAtOnce() throws Exception {
    Slow one = app();
    Slow two = app();
    List<Future<String>> results = start(1, () -> one.cross("a", "b"));
    results.addAll(start(1, () -> two.cross("b", "a")));
    awaitCalls(2);
    List<Future<String>> waiting = start(1, () -> one.cross("b", ""));
    waiting.addAll(start(1, () -> two.cross("a", "")));
    assertNoneEnds(waiting);
    gate.countDown();
    assertThat(results.get(0).get(10, SECONDS)).startsWith("ab");
    assertThat(results.get(1).get(10, SECONDS)).startsWith("ba");
    assertThat(waiting.get(0).get(10, SECONDS)).startsWith("b");
    assertThat(waiting.get(1).get(10, SECONDS)).startsWith("a");
  }

  @Test
  void recursionOnTheSameKey_alsoByAnotherMethodAndThroughTheCache_waitsForNobody() {
    gate.countDown();
    Slow one = app();
    long began = System.nanoTime();
    assertThat(one.again(1, 3)).isEqualTo(3);
    assertThat(one.outer("x")).isEqualTo("x");
    assertThat(one.throughTheCache("x")).isEqualTo("loaded");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void methodsThatShareACache_shareTheCall_butNotItsException() throws Exception {
    Slow one = app();
    List<Future<Integer>> failing = start(1, () -> one.failing(1));
    awaitCalls(1);
    List<Future<Integer>> working = start(3, () -> one.working(1));
    assertNoneEnds(working);
    gate.countDown();
    assertThatThrownBy(() -> failing.get(0).get(10, SECONDS)).hasRootCauseMessage("failing 1");
    for (Future<Integer> result : working) {
      assertThat(result.get(10, SECONDS)).isEqualTo(1);
    }
    assertThat(CALLS).containsExactly("failing 1", "working 1");
  }

  @Test
  void serverStopsMeanwhile_theMethodStillRunsOnce() throws Exception {
    Slow one = app();
    List<Future<List<Integer>>> results = start(1, () -> one.list(1));
    awaitCalls(1);
    redis.close();
    gate.countDown();
    assertThat(results.get(0).get(20, SECONDS)).containsExactly(1);
    assertThat(one.list(2)).containsExactly(2);
    assertThat(CALLS).containsExactly("list 1", "list 2");
  }

  @ApplicationScoped
  static class Slow {
    @Inject private Slow self;

    @Inject
    @CacheName("through")
    private Cache<Object, Object> through;

    private static void pass(String call) {
      CALLS.add(call);
      try {
        assertThat(gate.await(30, SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @CacheResult(cacheName = "lists")
    public List<Integer> list(int id) {
      pass("list " + id);
      return new ArrayList<>(List.of(id));
    }

    @CacheResult(cacheName = "lists", skipGet = true)
    public List<Integer> fresh(int id) {
      CALLS.add("fresh " + id);
      return new ArrayList<>(List.of(id));
    }

    @CacheResult(cacheName = "numbers")
    public int failing(int id) throws IOException {
      pass("failing " + id);
      throw new IOException("failing " + id);
    }

    @CacheResult(cacheName = "numbers")
    public int working(int id) {
      CALLS.add("working " + id);
      return id;
    }

    @CacheResult(cacheName = "rejected", exceptionCacheName = "rejections")
    public int rejecting(int id) {
      pass("rejecting " + id);
      throw new IllegalStateException("rejecting " + id);
    }

    @CacheResult(cacheName = "nothing")
    public String nothing(int id) {
      pass("nothing " + id);
      return null;
    }

    @CacheResult(cacheName = "cross")
    public String cross(@CacheKey String key, String other) {
      if (other.isEmpty()) {
        return key;
      }
      pass("cross " + key);
      return key + self.cross(other, "");
    }

    @CacheResult(cacheName = "again")
    public int again(@CacheKey int id, int depth) {
      return depth == 0 ? 0 : 1 + self.again(id, depth - 1);
    }

    @CacheResult(cacheName = "shared")
    public String outer(String key) {
      return self.inner(key);
    }

    @CacheResult(cacheName = "shared")
    public String inner(String key) {
      return key;
    }

    @CacheResult(cacheName = "through")
    @SuppressWarnings("unchecked")
    public String throughTheCache(String key) {
      CinnabarCache<Object, Object> cache = through.unwrap(CinnabarCache.class);
      return (String) cache.get(ParameterKey.of(key), missing -> "loaded");
    }
  }
}
