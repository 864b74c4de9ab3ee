package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.management.ObjectName;
import org.cinnabar.jcache.internal.store.ConnectionSettings;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Opening and closing, of us and of the server. */
class LifecycleTest {
  private static final Pattern CLIENTS = Pattern.compile("connected_clients:(\\d+)");

  /** What a cycle must not leave behind. */
  private record Held(int threads, int connections, int beans) {
    static Held now(TestRedis server) throws Exception {
      int threads =
          (int)
              Thread.getAllStackTraces().keySet().stream()
                  .filter(
                      thread ->
                          thread.getName().startsWith("redisson")
                              || thread.getName().startsWith("cinnabar"))
                  .count();
      Matcher clients = CLIENTS.matcher(server.ask("INFO clients"));
      assertThat(clients.find()).isTrue();
      int beans =
          ManagementFactory.getPlatformMBeanServer()
              .queryNames(new ObjectName("javax.cache:*"), null)
              .size();
      return new Held(threads, Integer.parseInt(clients.group(1)), beans);
    }
  }

  @Test
  void manyCycles_leaveNoMoreThanOne() throws Exception {
    try (TestRedis server = TestRedis.embedded()) {
      Held before = Held.now(server);
      int threadsAfterOne = 0;
      for (int i = 0; i < 200; i++) {
        cycle(server);
        if (i == 0) {
          awaitHeld(server, before);
          threadsAfterOne = ManagementFactory.getThreadMXBean().getThreadCount();
        }
      }
      awaitHeld(server, before);
      int limit = threadsAfterOne;
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> ManagementFactory.getThreadMXBean().getThreadCount() <= limit);
    }
  }

  private static void awaitHeld(TestRedis server, Held expected) {
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              Held now = Held.now(server);
              assertThat(now.threads()).isLessThanOrEqualTo(expected.threads());
              assertThat(now.connections()).isLessThanOrEqualTo(expected.connections());
              assertThat(now.beans()).isLessThanOrEqualTo(expected.beans());
            });
  }

  private static void cycle(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      CinnabarConfiguration<String, Integer> configuration =
          new CinnabarConfiguration<String, Integer>()
              .setTypes(String.class, Integer.class)
              .setNearSize(10);
      configuration.setManagementEnabled(true).setStatisticsEnabled(true);
      Cache<String, Integer> cache = fixture.cache(configuration);
      EventLog<String, Integer> log = new EventLog<>();
      cache.registerCacheEntryListener(log.configuration(true));
      cache.put("a", 1);
      assertThat(log.lines()).hasSize(1);
      assertThat(cache.get("a")).isEqualTo(1);
    }
  }

  /** Everything that a cache can be given to close. */
  private static final class Parts
      implements CacheLoader<String, Integer>,
          CacheWriter<String, Integer>,
          ExpiryPolicy,
          AutoCloseable {
    private final ExpiryPolicy eternal = new EternalExpiryPolicy();
    private final List<Object> closed;

    Parts(List<Object> closed) {
      this.closed = closed;
    }

    @Override
    public Integer load(String key) {
      return 1;
    }

    @Override
    public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
      return Map.of();
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Integer> entry) {}

    @Override
    public void writeAll(
        java.util.Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {}

    @Override
    public void delete(Object key) {}

    @Override
    public void deleteAll(java.util.Collection<?> keys) {}

    @Override
    public javax.cache.expiry.Duration getExpiryForCreation() {
      return eternal.getExpiryForCreation();
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForAccess() {
      return eternal.getExpiryForAccess();
    }

    @Override
    public javax.cache.expiry.Duration getExpiryForUpdate() {
      return eternal.getExpiryForUpdate();
    }

    @Override
    public void close() {
      closed.add(this);
    }
  }

  @Test
  void closingAManager_closesWhatItsCachesWereGiven() {
    List<Object> closed = new ArrayList<>();
    Parts loader = new Parts(closed);
    Parts writer = new Parts(closed);
    Parts policy = new Parts(closed);
    EventLog<String, Integer> log = new EventLog<>();
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache =
          fixture.cache(
              new MutableConfiguration<String, Integer>()
                  .setTypes(String.class, Integer.class)
                  .setReadThrough(true)
                  .setCacheLoaderFactory(() -> loader)
                  .setWriteThrough(true)
                  .setCacheWriterFactory(() -> writer)
                  .setExpiryPolicyFactory(() -> policy)
                  .addCacheEntryListenerConfiguration(log.configuration(true)));
      cache.put("a", 1);
      assertThat(closed).isEmpty();
      fixture.manager().close();
      assertThat(cache.isClosed()).isTrue();
      assertThat(closed).containsExactlyInAnyOrder(loader, writer, policy);
      assertThat(log.isClosed()).isTrue();
    }
    assertThat(closed).as("closed once").hasSize(3);
  }

  @Test
  void clientOfTheApplication_isUsedAndStaysOpen() {
    TestRedis server = RedisServers.shared();
    Config config = new Config();
    config.useSingleServer().setAddress(server.uri());
    RedissonClient client = Redisson.create(config);
    try {
      Properties properties = new Properties();
      properties.put(ConnectionSettings.REDISSON_CLIENT, client);
      properties.put(ConnectionSettings.NAMESPACE, "given-" + System.nanoTime());
      try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
        Cache<Object, Object> cache =
            provider
                .getCacheManager(null, null, properties)
                .createCache("cache", new MutableConfiguration<>());
        cache.put("a", 1);
        assertThat(cache.unwrap(RedissonClient.class)).isSameAs(client);
        provider.getCacheManager().destroyCache("cache");
      }
      assertThat(client.isShutdown()).isFalse();
      assertThat(client.getBucket("given-none").isExists()).isFalse();
    } finally {
      client.shutdown();
    }
  }

  @Test
  void applicationThatStartsBeforeTheServer_worksOnceItIsThere() {
    try (TestRedis server = TestRedis.embedded()) {
      server.stop();
      try (JCacheFixture fixture = JCacheFixture.on(server)) {
        EventLog<String, Integer> log = new EventLog<>();
        Cache<String, Integer> cache =
            fixture.cache(
                new MutableConfiguration<String, Integer>()
                    .setTypes(String.class, Integer.class)
                    .addCacheEntryListenerConfiguration(log.configuration(true)));
        assertThatExceptionOfType(CacheConnectionException.class).isThrownBy(() -> cache.get("a"));
        server.start();
        awaitWorking(cache);
        assertThat(log.lines()).contains("CREATED a: 1");
      }
    }
  }

  @Test
  void serverThatCrashesAndRestarts_isUsedAgain() {
    try (TestRedis server = TestRedis.embedded();
        JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      cache.put("a", 7);
      server.kill();
      assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.get("a"));
      server.start();
      awaitWorking(cache);
    }
  }

  private static void awaitWorking(Cache<String, Integer> cache) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(CacheException.class)
        .until(
            () -> {
              cache.put("a", 1);
              return cache.get("a") == 1;
            });
  }

  @OnEveryServer
  void destroyedCache_leavesNoKey(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(
              new CinnabarConfiguration<String, Integer>()
                  .setTypes(String.class, Integer.class)
                  .setPartitions(3));
      cache.registerCacheEntryListener(new EventLog<String, Integer>().configuration(true));
      for (int i = 0; i < 20; i++) {
        cache.put("k" + i, i);
      }
      RedissonClient client = fixture.manager().unwrap(RedissonClient.class);
      assertThat(keys(client, fixture)).isNotEmpty();

      fixture.manager().destroyCache("cache");
      assertThat(cache.isClosed()).isTrue();
      assertThat(keys(client, fixture)).isEmpty();

      Cache<String, Integer> again = fixture.cache();
      assertThat(again.getAll(Set.of("k0", "k1"))).isEmpty();
    }
  }

  private static List<String> keys(RedissonClient client, JCacheFixture fixture) {
    List<String> keys = new ArrayList<>();
    client.getKeys().getKeysByPattern(fixture.namespace() + ":*").forEach(keys::add);
    return keys;
  }

  @Test
  void managerClosed_isForgottenByItsProvider() {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      URI uri = JCacheFixture.uri(RedisServers.shared(), "forgotten");
      var first = provider.getCacheManager(uri, null);
      assertThat(provider.getCacheManager(uri, null)).isSameAs(first);
      first.close();
      assertThat(provider.getCacheManager(uri, null)).isNotSameAs(first);
    }
  }
}
