package org.cinnabar.jcache;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loading what is missing: once, whoever misses it, and with an end whatever the loader does. */
class LoadingTest {
  private final List<JCacheFixture> fixtures = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> loads = new ConcurrentLinkedQueue<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void close() {
    goOn.countDown();
    threads.shutdown();
    fixtures.forEach(JCacheFixture::close);
  }

  private record Loader(Function<String, List<String>> source, Queue<Set<String>> batches)
      implements CacheLoader<String, List<String>> {
    @Override
    public List<String> load(String key) {
      return source.apply(key);
    }

    @Override
    public Map<String, List<String>> loadAll(Iterable<? extends String> keys) {
      Map<String, List<String>> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, source.apply(key)));
      batches.add(Set.copyOf(loaded.keySet()));
      return loaded;
    }
  }

  private final Queue<Set<String>> batches = new ConcurrentLinkedQueue<>();

  /** A cache in what might be another JVM. */
  private CinnabarCache<String, List<String>> cache(
      TestRedis server, LoadPolicy policy, Function<String, List<String>> source) {
    CinnabarConfiguration<String, List<String>> settings = settings();
    settings.setLoadPolicy(policy);
    settings.setReadThrough(true).setCacheLoaderFactory(() -> new Loader(source, batches));
    return open(server, settings);
  }

  @SuppressWarnings("unchecked")
  private static CinnabarConfiguration<String, List<String>> settings() {
    return new CinnabarConfiguration<String, List<String>>()
        .setTypes(String.class, (Class<List<String>>) (Class<?>) List.class);
  }

  @SuppressWarnings("unchecked")
  private CinnabarCache<String, List<String>> open(
      TestRedis server, CinnabarConfiguration<String, List<String>> settings) {
    JCacheFixture fixture =
        fixtures.isEmpty() ? JCacheFixture.on(server) : fixtures.get(0).another();
    fixtures.add(fixture);
    return fixture.cache(settings).unwrap(CinnabarCache.class);
  }

  /** Gives a list of the key, when the test lets it. */
  private List<String> slow(String key) {
    loads.add(key);
    begun.countDown();
    await(goOn);
    return new ArrayList<>(List.of(key));
  }

  private List<String> quick(String key) {
    loads.add(key);
    return new ArrayList<>(List.of(key));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> List<Future<T>> start(int count, Callable<T> task) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(threads.submit(task));
    }
    return futures;
  }

  private static <T> void assertNoneEnds(List<Future<T>> futures) {
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> futures.stream().noneMatch(Future::isDone));
  }

  @OnEveryServer
  void manyMiss_oneLoads_andEachGetsItsOwnCopy(TestRedis server) throws Exception {
    Cache<String, List<String>> one = cache(server, LoadPolicy.DEFAULT, this::slow);
    Cache<String, List<String>> two = cache(server, LoadPolicy.DEFAULT, this::slow);
    List<Future<List<String>>> gets = start(20, () -> one.get("a"));
    await(begun);
    gets.addAll(start(20, () -> two.get("a")));
    assertNoneEnds(gets);
    goOn.countDown();

    for (Future<List<String>> get : gets) {
      List<String> value = get.get(10, SECONDS);
      assertThat(value).containsExactly("a");
      value.clear();
    }
    assertThat(loads).containsExactly("a");
    assertThat(one.get("a")).containsExactly("a");
  }

  @OnEveryServer
  void leasesAndWaiters_leaveNothingBehind(TestRedis server) {
    Cache<String, List<String>> cache = cache(server, LoadPolicy.DEFAULT, this::quick);
    cache.get("a");
    cache.getAll(Set.of("b", "c"));
    Awaitility.await()
        .until(
            () -> fixtures.get(0).keysOnServer().stream().noneMatch(key -> key.endsWith(":loads")));
  }

  @OnEveryServer
  void withoutSingleFlight_eachLoads(TestRedis server) throws Exception {
    LoadPolicy policy = LoadPolicy.DEFAULT.withSingleFlight(false);
    Cache<String, List<String>> cache = cache(server, policy, this::slow);
    List<Future<List<String>>> gets = start(3, () -> cache.get("a"));
    Awaitility.await().until(() -> loads.size() == 3);
    goOn.countDown();
    for (Future<List<String>> get : gets) {
      assertThat(get.get(10, SECONDS)).containsExactly("a");
    }
  }

  @OnEveryServer
  void loaderFails_thoseWhoWaitHearOfIt_andTheNextTriesAgain(TestRedis server) throws Exception {
    AtomicBoolean works = new AtomicBoolean();
    Cache<String, List<String>> cache =
        cache(
            server,
            LoadPolicy.DEFAULT,
            key -> {
              List<String> value = slow(key);
              if (!works.get()) {
                throw new IllegalArgumentException("no database");
              }
              return value;
            });
    List<Future<List<String>>> gets = start(5, () -> cache.get("a"));
    await(begun);
    assertNoneEnds(gets);
    goOn.countDown();
    for (Future<List<String>> get : gets) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> get.get(10, SECONDS))
          .withCauseInstanceOf(CacheLoaderException.class)
          .havingRootCause()
          .withMessage("no database");
    }
    assertThat(loads).containsExactly("a");
    works.set(true);
    assertThat(cache.get("a")).containsExactly("a");
  }

  @OnEveryServer
  void hangingLoader_isGivenUpAtTheTimeout(TestRedis server) throws Exception {
    LoadPolicy policy = LoadPolicy.DEFAULT.withTimeout(Duration.ofMillis(300));
    AtomicInteger interrupted = new AtomicInteger();
    Cache<String, List<String>> cache =
        cache(
            server,
            policy,
            key -> {
              if (loads.size() > 2) {
                return quick(key);
              }
              loads.add(key);
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                Thread.currentThread().interrupt(); // for the next key of a loadAll
              }
              return null;
            });
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.get("a"))
        .withMessageContaining("load.timeout")
        .withCauseInstanceOf(CacheTimeoutException.class);
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.getAll(Set.of("a", "b")))
        .withMessageContaining("load.timeout");
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.unwrap(CinnabarCache.class).get("a", key -> slow((String) key)))
        .withMessageContaining("load.timeout");
    Awaitility.await().until(() -> interrupted.get() >= 2);
    assertThat(cache.get("a")).containsExactly("a");
  }

  @OnEveryServer
  void whoHasWaitedLongEnough_loadsByItself(TestRedis server) throws Exception {
    LoadPolicy impatient = LoadPolicy.DEFAULT.withWait(Duration.ofMillis(200));
    Cache<String, List<String>> one = cache(server, LoadPolicy.DEFAULT, this::slow);
    Cache<String, List<String>> two = cache(server, impatient, this::quick);
    List<Future<List<String>>> first = start(1, () -> one.get("a"));
    await(begun);

    assertThat(two.get("a")).containsExactly("a");
    assertThat(two.getAll(Set.of("a", "b")).keySet()).containsExactlyInAnyOrder("a", "b");

    assertThat(loads).containsExactly("a", "a", "b");
    goOn.countDown();
    assertThat(first.get(0).get(10, SECONDS)).containsExactly("a");
  }

  @OnEveryServer
  void loaderThatLostItsLease_storesNothing(TestRedis server) throws Exception {
    LoadPolicy policy = LoadPolicy.DEFAULT.withLease(Duration.ofMillis(300));
    Cache<String, List<String>> one = cache(server, policy, this::slow);
    Cache<String, List<String>> two = cache(server, policy, this::quick);
    List<Future<List<String>>> first = start(1, () -> one.get("a"));
    await(begun);
    String leases = fixtures.get(0).partition("a") + "loads";
    takeLease(server, "a");
    MILLISECONDS.sleep(400); // longer than the lease: nothing tells that it was lost
    server.ask("DEL " + leases);
    assertThat(two.get("a")).containsExactly("a");
    two.remove("a"); // it is out of date, and so is what the first one has
    goOn.countDown();

    assertThat(first.get(0).get(10, SECONDS)).containsExactly("a");
    assertThat(two.containsKey("a")).isFalse();
  }

  /** As when a JVM stands still after it made sure of its lease, and before its commit arrives. */
  @OnEveryServer
  void leaseLostWithoutThisJvmKnowing_theCommitStoresNothing(TestRedis server) throws Exception {
    LoadPolicy policy =
        LoadPolicy.DEFAULT.withLease(Duration.ofMinutes(10)).withNullFor(Duration.ofMinutes(1));
    CinnabarCache<String, List<String>> one = cache(server, policy, this::slow);
    CinnabarCache<String, List<String>> two = open(server, settings());
    List<Future<?>> ends = new ArrayList<>(start(1, () -> one.get("a")));
    ends.addAll(start(1, () -> one.getAll(Set.of("b", "c"))));
    ends.addAll(
        start(
            1,
            () ->
                one.get(
                    "d",
                    key -> {
                      slow(key);
                      return null;
                    })));
    Awaitility.await().until(() -> loads.size() == 3);
    List.of("a", "b", "c", "d").forEach(key -> takeLease(server, key));
    two.put("b", List.of("newer"));
    goOn.countDown();

    for (Future<?> end : ends) {
      Object result = end.get(10, SECONDS);
      if (result instanceof Map<?, ?> map) {
        assertThat(map.get("b")).isEqualTo(List.of("newer"));
        assertThat(map.get("c")).isEqualTo(List.of("c"));
      }
    }
    assertThat(two.containsKey("a")).isFalse();
    assertThat(two.get("b")).containsExactly("newer");
    assertThat(two.containsKey("c")).isFalse();
    String entry = fixtures.get(0).partition("d") + "entries s:d";
    assertThat(server.ask("HEXISTS " + entry)).as("a remembered null").startsWith(":0");
  }

  /** Gives the lease that somebody has on a key to nobody. */
  private void takeLease(TestRedis server, String key) {
    String lease = fixtures.get(0).partition(key) + "loads s:" + key + " ";
    assertThat(server.ask("HSET " + lease + "99999999999999:another")).startsWith(":0");
  }

  @OnEveryServer
  void loaderThatAsksForItsOwnKey_doesNotWaitForItself(TestRedis server) {
    List<Cache<String, List<String>>> self = new ArrayList<>();
    self.add(
        cache(
            server,
            LoadPolicy.DEFAULT,
            key -> {
              quick(key);
              return loads.size() == 1 ? self.get(0).get(key) : List.of("inner");
            }));
    assertThat(self.get(0).get("a")).containsExactly("inner");
  }

  @OnEveryServer
  void getAll_loadsInOneCall_whatNobodyElseIsLoading(TestRedis server) throws Exception {
    Cache<String, List<String>> one = cache(server, LoadPolicy.DEFAULT, this::slow);
    Cache<String, List<String>> two = cache(server, LoadPolicy.DEFAULT, this::quick);
    List<Future<List<String>>> first = start(1, () -> one.get("a"));
    await(begun);
    List<Future<Map<String, List<String>>>> all = start(1, () -> two.getAll(Set.of("a", "b", "c")));
    Awaitility.await().until(() -> batches.size() == 1);
    assertNoneEnds(all);
    goOn.countDown();

    assertThat(all.get(0).get(10, SECONDS).keySet()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(first.get(0).get(10, SECONDS)).containsExactly("a");
    assertThat(batches).containsExactly(Set.of("b", "c"));
    assertThat(loads).containsExactlyInAnyOrder("a", "b", "c");
  }

  @OnEveryServer
  void getAll_overlapping_loadsEachOnce(TestRedis server) throws Exception {
    Set<String> keys = Set.of("a", "b", "c", "d", "e");
    List<Future<Map<String, List<String>>>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Cache<String, List<String>> cache = cache(server, LoadPolicy.DEFAULT, this::quick);
      all.addAll(start(5, () -> cache.getAll(keys)));
    }
    for (Future<Map<String, List<String>>> one : all) {
      assertThat(one.get(20, SECONDS).keySet()).isEqualTo(keys);
    }
    assertThat(loads).containsExactlyInAnyOrderElementsOf(keys);
  }

  @OnEveryServer
  void getWithAFunction_loadsOnceAndStores(TestRedis server) throws Exception {
    CinnabarCache<String, List<String>> one = open(server, settings());
    CinnabarCache<String, List<String>> two = open(server, settings());
    List<Future<List<String>>> gets = start(10, () -> one.get("a", this::slow));
    gets.addAll(start(10, () -> two.get("a", this::slow)));
    await(begun);
    assertNoneEnds(gets);
    goOn.countDown();
    for (Future<List<String>> get : gets) {
      assertThat(get.get(10, SECONDS)).containsExactly("a");
    }
    assertThat(loads).containsExactly("a");
    assertThat(one.get("a")).containsExactly("a");
    assertThat(one.get("b")).isNull();
    assertThat(one.get("b", key -> null)).isNull();
    assertThat(one.containsKey("b")).isFalse();
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(
            () ->
                one.get(
                    "c",
                    key -> {
                      throw new IllegalArgumentException("no database");
                    }))
        .withRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void serverRestartsWhileLoading_everybodyIsAnswered() throws Exception {
    try (TestRedis server = TestRedis.start(RedisServers.binaries().get(0))) {
      LoadPolicy policy = LoadPolicy.DEFAULT.withLease(Duration.ofSeconds(1));
      Cache<String, List<String>> one = cache(server, policy, this::slow);
      Cache<String, List<String>> two = cache(server, policy, this::quick);
      List<Future<List<String>>> first = start(3, () -> one.get("a"));
      await(begun);
      List<Future<List<String>>> second = start(3, () -> two.get("a"));
      assertNoneEnds(second);
      server.kill();
      server.start();
      // whoever waits looks again within the lease, and the load that goes on takes it again
      Awaitility.await()
          .ignoreExceptions()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !one.containsKey("reachable") && !two.containsKey("reachable"));
      goOn.countDown();

      for (Future<List<String>> get : first) {
        assertThat(get.get(20, SECONDS)).containsExactly("a");
      }
      for (Future<List<String>> get : second) {
        assertAnswered(get);
      }
      assertThat(two.get("a")).containsExactly("a");
      fixtures.forEach(JCacheFixture::close);
    }
  }

  /** With the value, or with what the server's absence made of it. */
  private static void assertAnswered(Future<List<String>> get) throws Exception {
    try {
      assertThat(get.get(20, SECONDS)).containsExactly("a");
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(javax.cache.CacheException.class);
    }
  }
}
