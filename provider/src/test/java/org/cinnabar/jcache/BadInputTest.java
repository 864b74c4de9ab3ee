package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said at once, in words, and changes nothing. */
@SuppressWarnings({"NullAway", "DataFlowIssue"}) // nulls are what is tested
class BadInputTest {
  private static final EntryProcessor<String, Integer, Integer> PROCESSOR =
      (entry, arguments) -> entry.getValue();

  /** A key without equals. */
  static final class Nameless {
    final int number = 1;
  }

  @Test
  void nullAnywhere_isANullPointerException() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      CacheManager manager = fixture.manager();
      Set<String> nullKey = new HashSet<>(Arrays.asList("a", null));
      Map<String, Integer> nullKeyed = Collections.singletonMap(null, 1);
      Map<String, Integer> nullValued = new LinkedHashMap<>();
      nullValued.put("a", 1);
      nullValued.put("b", null);
      List<ThrowingCallable> calls =
          List.of(
              () -> cache.get(null),
              () -> cache.getAll(null),
              () -> cache.getAll(nullKey),
              () -> cache.containsKey(null),
              () -> cache.loadAll(null, true, null),
              () -> cache.loadAll(nullKey, true, null),
              () -> cache.put(null, 1),
              () -> cache.put("a", null),
              () -> cache.getAndPut(null, 1),
              () -> cache.getAndPut("a", null),
              () -> cache.putAll(null),
              () -> cache.putAll(nullKeyed),
              () -> cache.putAll(nullValued),
              () -> cache.putIfAbsent(null, 1),
              () -> cache.putIfAbsent("a", null),
              () -> cache.remove(null),
              () -> cache.remove(null, 1),
              () -> cache.remove("a", null),
              () -> cache.getAndRemove(null),
              () -> cache.replace(null, 1),
              () -> cache.replace("a", null),
              () -> cache.replace(null, 1, 2),
              () -> cache.replace("a", null, 2),
              () -> cache.replace("a", 1, null),
              () -> cache.getAndReplace(null, 1),
              () -> cache.getAndReplace("a", null),
              () -> cache.removeAll(null),
              () -> cache.removeAll(nullKey),
              () -> cache.invoke(null, PROCESSOR),
              () -> cache.invoke("a", null),
              () -> cache.invokeAll(null, PROCESSOR),
              () -> cache.invokeAll(nullKey, PROCESSOR),
              () -> cache.invokeAll(Set.of("a"), null),
              () -> cache.registerCacheEntryListener(null),
              () -> cache.deregisterCacheEntryListener(null),
              () -> cache.getConfiguration(null),
              () -> cache.unwrap(null),
              () -> manager.createCache(null, new MutableConfiguration<>()),
              () -> manager.createCache("b", null),
              () -> manager.getCache(null),
              () -> manager.getCache(null, String.class, Integer.class),
              () -> manager.getCache("cache", null, Integer.class),
              () -> manager.getCache("cache", String.class, null),
              () -> manager.destroyCache(null),
              () -> manager.enableManagement(null, true),
              () -> manager.enableStatistics(null, true),
              () -> manager.unwrap(null));

      for (int i = 0; i < calls.size(); i++) {
        assertThatNullPointerException().as("call %s", i).isThrownBy(calls.get(i));
      }
      assertThat(cache).isEmpty();
    }
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void wrongRuntimeType_isAClassCastExceptionNamingBothTypes() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache cache = fixture.cache();
      List<ThrowingCallable> wrongKeys =
          List.of(
              () -> cache.get(1L),
              () -> cache.getAll(Set.of(1L)),
              () -> cache.containsKey(1L),
              () -> cache.put(1L, 1),
              () -> cache.putAll(Map.of(1L, 1)),
              () -> cache.putIfAbsent(1L, 1),
              () -> cache.remove(1L),
              () -> cache.removeAll(Set.of(1L)),
              () -> cache.replace(1L, 1),
              () -> cache.invoke(1L, PROCESSOR));
      for (ThrowingCallable call : wrongKeys) {
        assertThatExceptionOfType(ClassCastException.class)
            .isThrownBy(call)
            .withMessageContainingAll("java.lang.Long", "java.lang.String", "key");
      }
      List<ThrowingCallable> wrongValues =
          List.of(
              () -> cache.put("a", 1L),
              () -> cache.getAndPut("a", 1L),
              () -> cache.putAll(Map.of("a", 1, "b", 1L)),
              () -> cache.putIfAbsent("a", 1L),
              () -> cache.remove("a", 1L),
              () -> cache.replace("a", 1L),
              () -> cache.replace("a", 1, 1L),
              () -> cache.replace("a", 1L, 1),
              () -> cache.getAndReplace("a", 1L));
      for (ThrowingCallable call : wrongValues) {
        assertThatExceptionOfType(ClassCastException.class)
            .isThrownBy(call)
            .withMessageContainingAll("java.lang.Long", "java.lang.Integer", "value");
      }
      assertThat(cache).isEmpty();
    }
  }

  @Test
  void processorSetsAWrongType_failsAndChangesNothing() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      cache.put("a", 1);

      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> cache.invoke("a", BadInputTest::setWrongType));
      assertThat(cache.get("a")).isEqualTo(1);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes", "TypeParameterUnusedInFormals"})
  private static Integer setWrongType(
      javax.cache.processor.MutableEntry<String, Integer> entry, Object... arguments) {
    ((javax.cache.processor.MutableEntry) entry).setValue("text");
    return 0;
  }

  @Test
  void getCacheWithOtherTypes_isAClassCastExceptionNamingBoth() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      fixture.cache();
      assertThatExceptionOfType(ClassCastException.class)
          .isThrownBy(() -> fixture.manager().getCache("cache", Long.class, Integer.class))
          .withMessageContainingAll("cache", "java.lang.Long", "java.lang.String");
      assertThatExceptionOfType(ClassCastException.class)
          .isThrownBy(() -> fixture.manager().getCache("cache", String.class, Long.class))
          .withMessageContainingAll("cache", "java.lang.Long", "java.lang.Integer");
    }
  }

  @Test
  void storeByReferenceAndDuplicateName_areRefused() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      fixture.cache();
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(
              () ->
                  fixture
                      .manager()
                      .createCache("other", new MutableConfiguration<>().setStoreByValue(false)))
          .withMessageContaining("storeByValue");
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> fixture.manager().createCache("cache", new MutableConfiguration<>()))
          .withMessageContaining("'cache'");
    }
  }

  @Test
  void uriThatNamesNoServer_isACacheExceptionNamingIt(@TempDir Path directory) throws IOException {
    Path yaml = directory.resolve("broken.yaml");
    Files.writeString(yaml, "singleServerConfig: [\n");
    for (String uri : List.of("http://example.org", "redis:///0", "file:/none.yaml")) {
      try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
        assertThatExceptionOfType(CacheException.class)
            .isThrownBy(() -> provider.getCacheManager(URI.create(uri), null))
            .withMessageContaining(uri.replace("file:", ""));
      }
    }
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(() -> provider.getCacheManager(yaml.toUri(), null))
          .withMessageContaining("broken.yaml");
    }
  }

  @Test
  void unreachableServer_failsTheOperationAndNamesTheAddress() {
    try (TestRedis server = TestRedis.embedded()) {
      server.stop();
      try (JCacheFixture fixture = JCacheFixture.on(server)) {
        Cache<String, Integer> cache = fixture.cache();
        assertThatExceptionOfType(CacheConnectionException.class)
            .isThrownBy(() -> cache.get("a"))
            .withMessageContaining("127.0.0.1:" + server.port());
        assertThatExceptionOfType(CacheConnectionException.class)
            .isThrownBy(
                () ->
                    cache.registerCacheEntryListener(
                        new EventLog<String, Integer>().configuration(true)))
            .withMessageContaining("127.0.0.1:" + server.port());
      }
    }
  }

  @Test
  void wrongOrMissingPassword_isSaidWithoutShowingIt() {
    try (TestRedis server = TestRedis.embedded("--requirepass", "right-one")) {
      assertThatExceptionOfType(CacheConnectionException.class)
          .isThrownBy(() -> getFrom("redis://:guessed-one@127.0.0.1:" + server.port()))
          .withMessageContaining("wrong user or password")
          .satisfies(failure -> assertThat(everyMessage(failure)).doesNotContain("guessed-one"));
      assertThatExceptionOfType(CacheConnectionException.class)
          .isThrownBy(() -> getFrom("redis://127.0.0.1:" + server.port()))
          .withMessageContaining("wants a password");
    }
  }

  private static void getFrom(String uri) {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      provider
          .getCacheManager(URI.create(uri), null)
          .createCache("cache", new MutableConfiguration<>())
          .get("a");
    }
  }

  private static String everyMessage(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      messages.append(at).append('\n');
    }
    return messages.toString();
  }

  @Test
  void frozenServer_timesOutAtTheDeadlineAndWorksAgainAfterwards() {
    try (TestRedis server = TestRedis.embedded();
        CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, Integer> cache =
          provider
              .getCacheManager(URI.create(server.uri() + "?deadline=300ms"), null)
              .createCache(
                  "cache",
                  new MutableConfiguration<String, Integer>()
                      .setTypes(String.class, Integer.class));
      cache.put("a", 1);
      server.pause();
      try {
        long started = System.nanoTime();
        assertThatExceptionOfType(CacheTimeoutException.class)
            .isThrownBy(() -> cache.get("a"))
            .withMessageContainingAll("300 ms", "127.0.0.1:" + server.port());
        assertThat(Duration.ofNanos(System.nanoTime() - started))
            .isBetween(Duration.ofMillis(250), Duration.ofMillis(900));
      } finally {
        server.resume();
      }
      assertThat(cache.get("a")).isEqualTo(1);
    }
  }

  @OnEveryServer
  void existingCacheOfOtherConfiguration_isRefusedAndUntouched(TestRedis server) {
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another();
        JCacheFixture three = one.another()) {
      Cache<String, Integer> first = one.cache();
      first.put("a", 1);
      Cache<String, Long> otherType =
          two.cache(new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
      Cache<String, Integer> otherLayout =
          three.cache(
              new CinnabarConfiguration<String, Integer>()
                  .setTypes(String.class, Integer.class)
                  .setPartitions(4));

      assertThatExceptionOfType(IncompatibleCacheException.class)
          .isThrownBy(() -> otherType.put("a", 2L))
          .withMessageContainingAll("'cache'", "java.lang.Integer", "java.lang.Long");
      assertThatExceptionOfType(IncompatibleCacheException.class)
          .isThrownBy(otherType::clear)
          .withMessageContaining("'cache'");
      assertThatExceptionOfType(IncompatibleCacheException.class)
          .isThrownBy(() -> otherLayout.remove("a"))
          .withMessageContainingAll("partitions = 1", "partitions = 4");
      assertThat(first.get("a")).isEqualTo(1);
    }
  }

  @OnEveryServer
  void valueLargerThanMaxBytes_isRefusedAndNothingIsWritten(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      var configuration =
          new CinnabarConfiguration<String, byte[]>().setTypes(String.class, byte[].class);
      Cache<String, byte[]> cache = fixture.cache(configuration.setMaxBytes(1 << 20));
      cache.put("a", new byte[1]);

      assertThatExceptionOfType(CacheCodecException.class)
          .isThrownBy(() -> cache.put("a", new byte[8 << 20]))
          .withMessageContainingAll("maxBytes", "1048576");
      assertThat(cache.get("a")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1 << 20,
        CinnabarConfiguration.DEFAULT_MAX_BYTES,
        CinnabarConfiguration.LARGEST_MAX_BYTES
      })
  void hugeValue_isRefusedUnsent_whateverTheLimit(int maxBytes) {
    Assumptions.assumeTrue(Runtime.getRuntime().maxMemory() > 1L << 30, "heap for 600 MB");
    try (TestRedis server = TestRedis.embedded();
        JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, byte[]> cache =
          fixture.cache(
              new CinnabarConfiguration<String, byte[]>()
                  .setTypes(String.class, byte[].class)
                  .setMaxBytes(maxBytes));
      cache.put("a", new byte[1]);
      byte[] huge = new byte[600 << 20];
      List<ThrowingCallable> writes =
          List.of(
              () -> cache.put("a", huge),
              () -> cache.putAll(Map.of("a", huge, "b", new byte[2])),
              () -> cache.replace("a", huge),
              () -> cache.putIfAbsent("b", huge));
      for (ThrowingCallable write : writes) {
        assertThatExceptionOfType(CacheCodecException.class)
            .isThrownBy(write)
            .withMessageContainingAll("maxBytes", Integer.toString(maxBytes));
      }
      assertThat(server.bytesReceived()).isLessThan(1 << 20);
      assertThat(cache.containsKey("b")).isFalse();
      assertThat(cache.get("a")).hasSize(1);
    }
  }

  @Test
  void keyWithoutCanonicalForm_isRefusedWithTheReason() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<Object, Object> cache = fixture.cache(new MutableConfiguration<>());
      Runnable lambda = () -> {};
      for (Object key : List.of(new int[] {1}, new String[] {"a"}, new Nameless(), lambda)) {
        assertThatExceptionOfType(CacheCodecException.class)
            .isThrownBy(() -> cache.put(key, 1))
            .withMessageContaining(key.getClass().getTypeName())
            .withMessageMatching(".*(equal only to themselves|lambda|equals).*");
      }
      assertThat(cache).isEmpty();
    }
  }

  @OnEveryServer
  void putAllWithAValueThatCannotBeEncoded_writesNothing(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(new MutableConfiguration<>());
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (int i = 0; i < 3_000; i++) {
        entries.put(i, i);
      }
      entries.put("bad", new Thread("never started"));

      assertThatExceptionOfType(CacheCodecException.class)
          .isThrownBy(() -> cache.putAll(entries))
          .withMessageContaining("java.lang.Thread");
      assertThat(cache).isEmpty();
    }
  }

  @Test
  void closedCacheAndManager_areIllegalStates() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      CacheManager manager = fixture.manager();
      cache.close();
      List<ThrowingCallable> onCache =
          List.of(
              () -> cache.get("a"),
              () -> cache.getAll(Set.of("a")),
              () -> cache.containsKey("a"),
              () -> cache.loadAll(Set.of("a"), true, null),
              () -> cache.put("a", 1),
              () -> cache.getAndPut("a", 1),
              () -> cache.putAll(Map.of("a", 1)),
              () -> cache.putIfAbsent("a", 1),
              () -> cache.remove("a"),
              () -> cache.remove("a", 1),
              () -> cache.getAndRemove("a"),
              () -> cache.replace("a", 1),
              () -> cache.replace("a", 1, 2),
              () -> cache.getAndReplace("a", 1),
              () -> cache.removeAll(Set.of("a")),
              cache::removeAll,
              cache::clear,
              () -> cache.invoke("a", PROCESSOR),
              () -> cache.invokeAll(Set.of("a"), PROCESSOR),
              () ->
                  cache.registerCacheEntryListener(
                      new EventLog<String, Integer>().configuration(true)),
              () ->
                  cache.deregisterCacheEntryListener(
                      new EventLog<String, Integer>().configuration(true)),
              cache::iterator);
      for (int i = 0; i < onCache.size(); i++) {
        assertThatIllegalStateException().as("call %s", i).isThrownBy(onCache.get(i));
      }
      manager.close();
      List<ThrowingCallable> onManager =
          List.of(
              () -> manager.createCache("b", new MutableConfiguration<>()),
              () -> manager.getCache("b"),
              () -> manager.getCache("b", String.class, Integer.class),
              manager::getCacheNames,
              () -> manager.destroyCache("b"),
              () -> manager.enableManagement("b", true),
              () -> manager.enableStatistics("b", true));
      for (int i = 0; i < onManager.size(); i++) {
        assertThatIllegalStateException().as("call %s", i).isThrownBy(onManager.get(i));
      }
    }
  }
}
