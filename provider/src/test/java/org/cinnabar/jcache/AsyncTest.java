package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operations that don't wait. */
class AsyncTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String APP_THREADS = "cinnabar-async-";

  private static CinnabarConfiguration<String, Integer> configuration() {
    return new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  @SuppressWarnings("unchecked")
  private static CinnabarAsyncCache<String, Integer> async(Cache<String, Integer> cache) {
    return cache.unwrap(CinnabarAsyncCache.class);
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** What the stage itself failed with. */
  private static Throwable failure(CompletionStage<?> stage) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    stage.whenComplete((value, thrown) -> failure.complete(thrown));
    return get(failure);
  }

  @OnEveryServer
  void everyOperation_doesWhatItsNamesakeDoes(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      everyOperation(cache, async(cache));
    }
  }

  @OnEveryServer
  void everyOperation_underAPolicyThatHasASayInAccesses(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(
              configuration()
                  .setExpiryPolicyFactory(
                      AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR)));
      everyOperation(cache, async(cache));
    }
  }

  @OnEveryServer
  void everyOperation_withANearCache(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(configuration().setNearSize(1000));
      everyOperation(cache, async(cache));
    }
  }

  @OnEveryServer
  void everyOperation_withLoaderAndWriter(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Outside outside = new Outside();
      Cache<String, Integer> cache =
          fixture.cache(
              configuration()
                  .setCacheWriterFactory(new SingletonFactory<>(outside))
                  .setWriteThrough(true));
      everyOperation(cache, async(cache));
    }
  }

  private static void everyOperation(
      Cache<String, Integer> cache, CinnabarAsyncCache<String, Integer> async) {
    assertThat(get(async.get("a"))).isNull();
    get(async.put("a", 1));
    assertThat(get(async.get("a"))).isEqualTo(1).isEqualTo(cache.get("a"));
    assertThat(get(async.getAndPut("a", 2))).isEqualTo(1);
    assertThat(get(async.putIfAbsent("a", 3))).isFalse();
    assertThat(get(async.putIfAbsent("b", 3, LONG))).isTrue();
    assertThat(get(async.containsKey("b"))).isTrue();
    assertThat(get(async.containsKey("c"))).isFalse();
    assertThat(get(async.replace("a", 1, 4))).isFalse();
    assertThat(get(async.replace("a", 2, 4))).isTrue();
    assertThat(get(async.replace("c", 5))).isFalse();
    assertThat(get(async.replace("a", 5))).isTrue();
    assertThat(get(async.getAndReplace("a", 6))).isEqualTo(5);
    assertThat(get(async.getAndReplace("c", 6))).isNull();
    assertThat(get(async.getAll(Set.of("a", "b", "c")))).isEqualTo(Map.of("a", 6, "b", 3));
    assertThat(get(async.remove("a", 1))).isFalse();
    assertThat(get(async.remove("a", 6))).isTrue();
    assertThat(get(async.remove("a"))).isFalse();
    assertThat(get(async.getAndRemove("b"))).isEqualTo(3);
    get(async.putAll(Map.of("x", 1, "y", 2)));
    get(async.putAll(Map.of("z", 3), LONG));
    get(async.put("w", 4, LONG));
    assertThat(contents(cache)).isEqualTo(Map.of("w", 4, "x", 1, "y", 2, "z", 3));
    int added = get(async.invoke("x", (entry, arguments) -> add(entry, 10)));
    assertThat(added).isEqualTo(11);
    int made = get(async.invoke("n", (entry, arguments) -> add(entry, (int) arguments[0]), 7));
    assertThat(made).isEqualTo(7);
    Map<String, Integer> results = new HashMap<>();
    get(async.invokeAll(Set.of("x", "y"), (entry, arguments) -> add(entry, 1)))
        .forEach((key, result) -> results.put(key, result.get()));
    assertThat(results).isEqualTo(Map.of("x", 12, "y", 3));
    assertThat(contents(cache)).isEqualTo(Map.of("w", 4, "x", 12, "y", 3, "z", 3, "n", 7));
    get(async.removeAll(Set.of("w", "n")));
    assertThat(get(async.invalidate("x"))).isTrue();
    assertThat(get(async.invalidateAll("y*"))).isEqualTo(1);
    assertThat(get(async.invalidateAll(key -> key.equals("q")))).isZero();
    assertThat(contents(cache)).isEqualTo(Map.of("z", 3));
    get(async.removeAll());
    assertThat(contents(cache)).isEmpty();
    get(async.put("z", 3));
    get(async.clear());
    assertThat(contents(cache)).isEmpty();
    assertThat(get(async.getAll(Set.of()))).isEmpty();
    get(async.putAll(Map.of()));
  }

  private static int add(javax.cache.processor.MutableEntry<String, Integer> entry, int more) {
    int sum = (entry.exists() ? entry.getValue() : 0) + more;
    entry.setValue(sum);
    return sum;
  }

  private static Map<String, Integer> contents(Cache<String, Integer> cache) {
    Map<String, Integer> contents = new HashMap<>();
    cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
    return contents;
  }

  private static void pass(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A loader and writer that remember the threads that they ran on. */
  private static final class Outside
      implements CacheLoader<String, Integer>, CacheWriter<String, Integer> {
    final Map<String, Integer> data = new ConcurrentHashMap<>();
    final Set<String> threads = ConcurrentHashMap.newKeySet();
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public @Nullable Integer load(String key) {
      pass(gate);
      threads.add(Thread.currentThread().getName());
      if (key.startsWith("fail")) {
        throw new CacheLoaderException(key);
      }
      return data.get(key);
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      Map<String, Integer> found = new HashMap<>();
      keys.forEach(
          key -> {
            Integer value = load(key);
            if (value != null) {
              found.put(key, value);
            }
          });
      return found;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
      threads.add(Thread.currentThread().getName());
      if (entry.getKey().startsWith("fail")) {
        throw new CacheWriterException(entry.getKey());
      }
      data.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(
        java.util.Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
      entries.removeIf(
          entry -> {
            write(entry);
            return true;
          });
    }

    @Override
    public void delete(Object key) {
      threads.add(Thread.currentThread().getName());
      data.remove(key);
    }

    @Override
    public void deleteAll(java.util.Collection<?> keys) {
      keys.forEach(this::delete);
      keys.clear();
    }
  }

  @Test
  void applicationsCode_runsOnThreadsOfTheManager() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Outside outside = new Outside();
      outside.data.put("stored", 1);
      CinnabarAsyncCache<String, Integer> async =
          async(
              fixture.cache(
                  configuration()
                      .setCacheLoaderFactory(new SingletonFactory<>(outside))
                      .setReadThrough(true)
                      .setCacheWriterFactory(new SingletonFactory<>(outside))
                      .setWriteThrough(true)));
      Set<String> threads = outside.threads;

      assertThat(get(async.get("stored"))).isEqualTo(1);
      assertThat(get(async.getAll(Set.of("stored", "no")))).isEqualTo(Map.of("stored", 1));
      get(async.put("k", 2));
      get(async.putAll(Map.of("k", 3, "l", 4)));
      get(async.remove("l"));
      CountDownLatch continued = new CountDownLatch(1);
      CompletionStage<Void> noted =
          async
              .invoke(
                  "k",
                  (entry, arguments) -> {
                    threads.add(Thread.currentThread().getName());
                    pass(continued);
                    return add(entry, 1);
                  })
              .thenAccept(value -> threads.add(Thread.currentThread().getName()));
      continued.countDown();
      get(noted);

      assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith(APP_THREADS));
      assertThat(outside.data).isEqualTo(Map.of("stored", 1, "k", 4));
    }
  }

  @Test
  void loadAll_endsOnAThreadOfTheManager() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Outside outside = new Outside();
      outside.gate = new CountDownLatch(1);
      outside.data.put("stored", 1);
      CinnabarAsyncCache<String, Integer> async =
          async(
              fixture.cache(
                  configuration().setCacheLoaderFactory(new SingletonFactory<>(outside))));
      CompletionStage<String> thread =
          async
              .loadAll(Set.of("stored"), true)
              .thenApply(loaded -> Thread.currentThread().getName());
      outside.gate.countDown();

      assertThat(get(thread)).startsWith(APP_THREADS);
      assertThat(get(async.get("stored"))).isEqualTo(1);
    }
  }

  @Test
  void failure_isTheStagesOwn_asTheOperationThrowsIt() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Outside outside = new Outside();
      CinnabarAsyncCache<String, Integer> async =
          async(
              fixture.cache(
                  configuration()
                      .setCacheLoaderFactory(new SingletonFactory<>(outside))
                      .setReadThrough(true)
                      .setCacheWriterFactory(new SingletonFactory<>(outside))
                      .setWriteThrough(true)));

      assertThat(failure(async.get("fail"))).isInstanceOf(CacheLoaderException.class);
      assertThat(failure(async.getAll(Set.of("fail")))).isInstanceOf(CacheLoaderException.class);
      assertThat(failure(async.put("fail", 1))).isInstanceOf(CacheWriterException.class);
      assertThat(failure(async.putAll(Map.of("fail", 1)))).isInstanceOf(CacheWriterException.class);
      assertThat(
              failure(
                  async.invoke(
                      "k",
                      (entry, arguments) -> {
                        throw new IllegalArgumentException("own");
                      })))
          .isInstanceOf(EntryProcessorException.class)
          .hasRootCauseMessage("own");
    }
  }

  @Test
  void wrongArgumentsAndClosedCaches_areRefusedByTheCall() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      CinnabarAsyncCache<String, Integer> async = async(cache);

      assertThatNullPointerException().isThrownBy(() -> async.get(null));
      assertThatNullPointerException().isThrownBy(() -> async.put("k", null));
      cache.close();
      assertThatIllegalStateException().isThrownBy(() -> async.get("k"));
      assertThatIllegalStateException().isThrownBy(async::clear);
    }
  }

  @OnEveryServer
  void thousandsInFlight_takeFewThreads(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CacheManager patient =
          fixture
              .provider()
              .getCacheManager(URI.create(fixture.uriForAnotherProcess()), null, null);
      CinnabarAsyncCache<String, Integer> async =
          async(patient.createCache("cache", configuration()));
      get(async.put("warm", 0));
      int before = Thread.activeCount();

      List<CompletionStage<?>> stages = new ArrayList<>();
      int most = 0;
      for (int i = 0; i < 5_000; i++) {
        stages.add(async.put("k" + i, i));
        stages.add(async.invoke("i" + i, (entry, arguments) -> add(entry, 1)));
        most = Math.max(most, Thread.activeCount());
      }
      stages.forEach(AsyncTest::get);
      List<CompletionStage<Integer>> read = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        read.add(async.get("k" + i));
      }

      for (int i = 0; i < 5_000; i++) {
        assertThat(get(read.get(i))).isEqualTo(i);
      }
      assertThat(most - before).isLessThan(24);
    }
  }

  @OnEveryServer
  void invoke_contended_losesNothing(TestRedis server) {
    try (JCacheFixture here = JCacheFixture.on(server);
        JCacheFixture there = here.another()) {
      Cache<String, Integer> cache = here.cache();
      List<CinnabarAsyncCache<String, Integer>> both = List.of(async(cache), async(there.cache()));
      List<CompletionStage<Integer>> stages = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        both.forEach(async -> stages.add(async.invoke("n", (entry, arguments) -> add(entry, 1))));
      }
      Set<Integer> results = ConcurrentHashMap.newKeySet();
      stages.forEach(stage -> results.add(get(stage)));

      assertThat(cache.get("n")).isEqualTo(200);
      assertThat(results).hasSize(200);
    }
  }

  @Test
  void continuations_thatWaitForFurtherStages_areMadeUpFor() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      CinnabarAsyncCache<String, Integer> async = async(cache);
      int waiting = 4 * Runtime.getRuntime().availableProcessors();
      CountDownLatch begun = new CountDownLatch(waiting);

      List<CompletionStage<Integer>> stages = new ArrayList<>();
      for (int i = 0; i < waiting; i++) {
        int value = i;
        stages.add(
            async
                .put("k" + i, i)
                .thenApply(
                    done -> {
                      begun.countDown();
                      int own = async.get("k" + value).toCompletableFuture().join();
                      return own + cache.get("k" + value);
                    }));
      }

      for (int i = 0; i < waiting; i++) {
        assertThat(get(stages.get(i))).isEqualTo(2 * i);
      }
      assertThat(begun.getCount()).isZero();
    }
  }

  @OnEveryServer
  void stage_isCompleteOnlyAfterSynchronousListeners(TestRedis server) {
    try (JCacheFixture here = JCacheFixture.on(server);
        JCacheFixture there = here.another()) {
      EventLog<String, Integer> log = new EventLog<>();
      CinnabarAsyncCache<String, Integer> async =
          async(
              here.cache(
                  configuration().addCacheEntryListenerConfiguration(log.configuration(true))));
      EventLog<String, Integer> remote = new EventLog<>();
      there.cache(configuration().addCacheEntryListenerConfiguration(remote.configuration(true)));
      there.manager().getCache("cache").get("ready");
      there.manager().<String, Integer>getCache("cache").put("first", 1);

      CompletableFuture<List<String>> heard = new CompletableFuture<>();
      async
          .put("k", 1)
          .thenRun(
              () -> {
                List<String> all = new ArrayList<>(log.lines());
                all.addAll(remote.lines());
                heard.complete(all);
              });

      assertThat(get(heard).stream().filter(line -> line.equals("CREATED k: 1"))).hasSize(2);
    }
  }

  @Test
  void listenersFailure_isTheStages() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      javax.cache.event.CacheEntryCreatedListener<String, Integer> failing =
          events -> {
            throw new CacheEntryListenerException("own");
          };
      CinnabarAsyncCache<String, Integer> async =
          async(
              fixture.cache(
                  configuration()
                      .addCacheEntryListenerConfiguration(
                          new javax.cache.configuration.MutableCacheEntryListenerConfiguration<>(
                              () -> failing, null, false, true))));

      assertThat(failure(async.put("k", 1))).isInstanceOf(CacheEntryListenerException.class);
    }
  }

  @Test
  void serverGone_stagesFailWithinTheDeadline_offTheConnectionsThreads() throws Exception {
    try (TestRedis server = TestRedis.start(RedisServers.binaries().get(0));
        JCacheFixture fixture = JCacheFixture.on(server)) {
      String uri = fixture.uriForAnotherProcess().replace("deadline=20s", "deadline=4s");
      CacheManager manager = fixture.provider().getCacheManager(URI.create(uri), null, null);
      CinnabarAsyncCache<String, Integer> async =
          async(manager.createCache("cache", configuration()));
      get(async.put("k", 1));

      // While nothing answers, the stage can't end before its continuation is there.
      server.pause();
      CompletionStage<Integer> stage = async.get("k");
      CompletableFuture<String> thread = new CompletableFuture<>();
      stage.whenComplete((value, failure) -> thread.complete(Thread.currentThread().getName()));
      server.kill();

      for (CompletionStage<Integer> each : List.of(stage, async.get("k"))) {
        assertThat(failure(each))
            .isInstanceOfAny(CacheConnectionException.class, CacheTimeoutException.class);
      }
      assertThat(get(thread)).startsWith(APP_THREADS);
    }
  }

  @Test
  void serverHangs_allThatWaitFailTogether() throws Exception {
    try (TestRedis server = TestRedis.start(RedisServers.binaries().get(0));
        JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarAsyncCache<String, Integer> async = async(fixture.cache());
      get(async.put("k", 1));
      server.pause();
      try {
        long begun = System.nanoTime();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
          stages.add(async.get("k" + i));
          stages.add(async.put("k" + i, i));
        }
        for (CompletionStage<?> stage : stages) {
          assertThat(failure(stage)).isInstanceOf(CacheTimeoutException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
      } finally {
        server.resume();
      }
    }
  }

  @Test
  void close_endsWhatIsUnderWay() throws Exception {
    List<CompletionStage<Integer>> stages = new ArrayList<>();
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      CinnabarAsyncCache<String, Integer> async = async(fixture.cache());
      get(async.put("k", 1));
      for (int i = 0; i < 2_000; i++) {
        stages.add(async.invoke("k" + i, (entry, arguments) -> add(entry, 1)));
      }
    }
    for (CompletionStage<Integer> stage : stages) {
      try {
        assertThat(stage.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(1);
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOfAny(javax.cache.CacheException.class, IllegalStateException.class);
      }
    }
  }
}
