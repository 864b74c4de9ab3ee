package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A batch that fails on one node of a cluster does its work on the others and tells exactly which
 * keys it failed for.
 */
class BatchFailureTest {
  private static LocalCluster cluster;

  /** Long enough for a node that isn't silent, on a busy machine too. */
  private static final String DEADLINE = "2s";

  private static final String PATIENCE = "20s";

  private final Map<String, Integer> entries = new TreeMap<>();
  private CinnabarCachingProvider provider;
  private CacheManager manager;
  private CacheManager patient;
  private Cache<String, Integer> cache;
  private TestRedis silent;
  private final Set<Object> onSilent = new TreeSet<>();

  @BeforeAll
  static void startCluster() {
    cluster = LocalCluster.start(RedisServers.topologyBinary(), 3, 0);
  }

  @AfterAll
  static void endCluster() {
    cluster.close();
  }

  @BeforeEach
  void fill() {
    provider = new CinnabarCachingProvider();
    manager = manager(DEADLINE);
    patient = manager(PATIENCE);
    IntStream.range(0, 300).forEach(i -> entries.put("k" + i, i));
    silent = cluster.masters().get(1);
    cache = filled(new CinnabarConfiguration<>());
  }

  private CacheManager manager(String deadline) {
    String uri = cluster.uri() + "?namespace=batches&deadline=" + deadline;
    return provider.getCacheManager(URI.create(uri), getClass().getClassLoader());
  }

  /** A cache that is full and connected to all nodes, before one of them says nothing. */
  private Cache<String, Integer> filled(CinnabarConfiguration<String, Integer> configuration) {
    configuration.setTypes(String.class, Integer.class);
    String name = "cache" + System.nanoTime();
    patient.createCache(name, configuration).putAll(entries);
    Cache<String, Integer> filled = manager.createCache(name, configuration);
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> filled.getAll(entries.keySet()).equals(entries));
    sort(filled);
    return filled;
  }

  /** Finds the keys of a cache on the node that will be silent. */
  private void sort(Cache<?, ?> filled) {
    String prefix = "batches:{" + filled.getName() + ":";
    onSilent.clear();
    silent
        .ask("KEYS *:entries")
        .lines()
        .filter(name -> name.startsWith(prefix))
        .flatMap(name -> silent.ask("HKEYS " + name).lines())
        .filter(line -> line.startsWith("s:"))
        .forEach(key -> onSilent.add(key.substring(2)));
    assertThat(onSilent).hasSizeBetween(50, 150);
  }

  @AfterEach
  void close() {
    silent.resume();
    patient.getCacheNames().forEach(patient::destroyCache);
    provider.close();
  }

  /** Runs a batch while a node says nothing. */
  private PartialBatchException failing(ThrowingCallable batch) {
    silent.pause();
    PartialBatchException failure = catchThrowableOfType(PartialBatchException.class, batch);
    silent.resume();
    assertThat(failure).hasCauseInstanceOf(CacheTimeoutException.class);
    assertThat(failure.getFailedKeys()).isEqualTo(onSilent);
    assertThat(failure)
        .hasMessageContainingAll(onSilent.size() + " of 300 keys", cluster.uri(), " 2000 ms");
    return failure;
  }

  private Map<String, Integer> onTheOthers() {
    Map<String, Integer> others = new HashMap<>(entries);
    others.keySet().removeAll(onSilent);
    return others;
  }

  @Test
  void putAll_doesTheOthers() {
    Map<String, Integer> newer =
        entries.keySet().stream().collect(Collectors.toMap(key -> key, key -> -1));

    failing(() -> cache.putAll(newer));

    assertThat(cache.getAll(onTheOthers().keySet()).values()).containsOnly(-1);
  }

  @Test
  void removeAll_doesTheOthers() {
    failing(() -> cache.removeAll(entries.keySet()));

    assertThat(cache.getAll(onTheOthers().keySet())).isEmpty();
  }

  @Test
  void getAll_namesTheKeys() {
    failing(() -> cache.getAll(entries.keySet()));

    assertThat(cache.getAll(entries.keySet())).isEqualTo(entries);
  }

  @Test
  void invokeAll_failsKeyByKey() {
    silent.pause();
    assertFailed(cache.invokeAll(entries.keySet(), (entry, arguments) -> entry.getValue()));
  }

  @Test
  void asynchronous_doesTheOthers_andNamesTheKeys() {
    CinnabarAsyncCache<String, Integer> async = async(cache);
    Map<String, Integer> newer =
        entries.keySet().stream().collect(Collectors.toMap(key -> key, key -> -1));

    failing(() -> get(async.getAll(entries.keySet())));
    failing(() -> get(async.putAll(newer)));

    assertThat(get(async.getAll(onTheOthers().keySet())).values()).containsOnly(-1);
    failing(() -> get(async.removeAll(entries.keySet())));
    assertThat(cache.getAll(onTheOthers().keySet())).isEmpty();
  }

  @Test
  void asynchronous_thatTouchesOrDecides_doesTheOthers_andNamesTheKeys() {
    CinnabarConfiguration<String, Integer> touching = new CinnabarConfiguration<>();
    touching.setExpiryPolicyFactory(AccessedExpiryPolicy.factoryOf(Duration.ONE_HOUR));
    Cache<String, Integer> touched = filled(touching);
    CinnabarAsyncCache<String, Integer> async = async(touched);

    failing(() -> get(async.getAll(entries.keySet())));
    silent.pause();
    assertFailed(get(async.invokeAll(entries.keySet(), (entry, arguments) -> entry.getValue())));
  }

  @SuppressWarnings("unchecked")
  private static CinnabarAsyncCache<String, Integer> async(Cache<String, Integer> cache) {
    return cache.unwrap(CinnabarAsyncCache.class);
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw (CacheException) e.getCause();
    }
  }

  /** The node that is silent, and no other, failed. */
  private void assertFailed(Map<String, EntryProcessorResult<Integer>> results) {
    Map<String, Boolean> failed = new HashMap<>();
    results.forEach(
        (key, result) -> {
          try {
            failed.put(key, !entries.get(key).equals(result.get()));
          } catch (EntryProcessorException e) {
            assertThat(e).hasCauseInstanceOf(CacheTimeoutException.class);
            failed.put(key, true);
          }
        });
    silent.resume();

    assertThat(failed).hasSameSizeAs(entries);
    failed.forEach((key, so) -> assertThat(so).as(key).isEqualTo(onSilent.contains(key)));
  }

  @Test
  void getAll_thatTouches_namesTheKeys() {
    CinnabarConfiguration<String, Integer> touching = new CinnabarConfiguration<>();
    touching.setExpiryPolicyFactory(AccessedExpiryPolicy.factoryOf(Duration.ONE_HOUR));
    Cache<String, Integer> touched = filled(touching);

    failing(() -> touched.getAll(entries.keySet()));
  }

  /** What a loader said is given, also when a node is lost before that is remembered. */
  @Test
  void getAll_thatCannotRememberNulls_succeeds() {
    CinnabarConfiguration<String, Integer> loading = new CinnabarConfiguration<>();
    loading.setTypes(String.class, Integer.class);
    loading.setReadThrough(true);
    loading.setLoadPolicy(LoadPolicy.DEFAULT.withNullFor(java.time.Duration.ofMinutes(1)));
    loading.setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new Nothing(silent)));
    Cache<String, Integer> loaded = manager.createCache("loading" + System.nanoTime(), loading);

    assertThat(loaded.getAll(entries.keySet())).isEmpty();
    silent.resume();
    patient.destroyCache(loaded.getName());
  }

  /** Finds nothing, and a node falls silent meanwhile. */
  record Nothing(TestRedis node) implements CacheLoader<String, Integer> {
    @Override
    public Integer load(String key) {
      node.pause();
      return null;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      node.pause();
      return Map.of();
    }
  }

  @Test
  void putAll_withOwnExpiryPolicy_doesTheOthers() {
    CinnabarConfiguration<String, Integer> own = new CinnabarConfiguration<>();
    own.setExpiryPolicyFactory(FactoryBuilder.factoryOf(new Hour()));
    Cache<String, Integer> deliberate = filled(own);
    Map<String, Integer> newer =
        entries.keySet().stream().collect(Collectors.toMap(key -> key, key -> -1));

    failing(() -> deliberate.putAll(newer));

    assertThat(deliberate.getAll(onTheOthers().keySet()).values()).containsOnly(-1);
  }

  @Test
  void allKeysFailing_isTheFailureItself() {
    Set<String> theirs =
        onSilent.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new));
    silent.pause();

    assertThatThrownBy(() -> cache.getAll(theirs)).isInstanceOf(CacheTimeoutException.class);
    assertThatThrownBy(() -> cache.removeAll(theirs)).isInstanceOf(CacheTimeoutException.class);
  }

  /** An application's own policy: what it says must be known before anything is sent. */
  static final class Hour implements javax.cache.expiry.ExpiryPolicy, java.io.Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Duration getExpiryForCreation() {
      return Duration.ONE_HOUR;
    }

    @Override
    public Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public Duration getExpiryForUpdate() {
      return null;
    }
  }
}
