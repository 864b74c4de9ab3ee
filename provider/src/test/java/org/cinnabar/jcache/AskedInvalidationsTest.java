package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.management.JMException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invalidations that other systems ask for, through the cache's stream. */
class AskedInvalidationsTest {
  private final List<JCacheFixture> fixtures = new ArrayList<>();

  @AfterEach
  void close() {
    fixtures.forEach(JCacheFixture::close);
  }

  private JCacheFixture jvm(TestRedis server) {
    JCacheFixture fixture =
        fixtures.isEmpty() ? JCacheFixture.on(server) : fixtures.get(0).another();
    fixtures.add(fixture);
    return fixture;
  }

  private static <K> CinnabarConfiguration<K, Integer> configuration(Class<K> keyType) {
    return new CinnabarConfiguration<K, Integer>()
        .setTypes(keyType, Integer.class)
        .setInvalidationStream(true);
  }

  @SuppressWarnings("unchecked")
  private <K> CinnabarCache<K, Integer> cache(
      TestRedis server, CompleteConfiguration<K, Integer> configuration) {
    return jvm(server).cache(configuration).unwrap(CinnabarCache.class);
  }

  private String stream() {
    return fixtures.get(0).namespace() + ":{cache}:invalidations";
  }

  /** As {@code redis-cli} does it. */
  private void ask(TestRedis server, String message) {
    assertThat(server.ask("XADD " + stream() + " * " + message)).startsWith("$");
  }

  private void awaitDone(TestRedis server) {
    Awaitility.await("all that was asked is done")
        .until(() -> server.ask("XLEN " + stream()).startsWith(":0"));
  }

  private static long misunderstood(JCacheFixture fixture) {
    try {
      String manager = fixture.manager().getURI().toString().replaceAll("[,:=\"*?\n]", ".");
      return (Long)
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName(
                      "javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=cache"),
                  "MisunderstoodInvalidations");
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> keys(Cache<String, Integer> cache) {
    List<String> keys = new ArrayList<>();
    cache.forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  @OnEveryServer
  void keyTagGlobAndAll_areDone(TestRedis server) {
    EventLog<String, Integer> log = new EventLog<>();
    CinnabarCache<String, Integer> cache =
        cache(
            server,
            configuration(String.class)
                .addCacheEntryListenerConfiguration(log.configuration(true)));
    for (String key : List.of("a", "b", "us:1", "us:2", "left")) {
      cache.put(key, 1);
    }
    cache.withTags("brand:7").put("tagged", 1);
    ask(server, "key a key b");
    ask(server, "tag brand:7 glob us:*");
    awaitDone(server);

    assertThat(keys(cache)).containsExactly("left");
    assertThat(log.lines()).contains("REMOVED a: 1", "REMOVED us:2: 1");
    cache.put("c", 1);
    ask(server, "all 1");
    awaitDone(server);
    assertThat(keys(cache)).isEmpty();
  }

  @OnEveryServer
  void everyNearCache_hearsOfIt(TestRedis server) {
    CinnabarCache<String, Integer> here =
        cache(server, configuration(String.class).setNearSize(100));
    CinnabarCache<String, Integer> there =
        cache(server, configuration(String.class).setNearSize(100));
    here.put("k", 1);
    assertThat(there.get("k")).isEqualTo(1);
    ask(server, "key k");

    Awaitility.await().until(() -> here.get("k") == null && there.get("k") == null);
  }

  @OnEveryServer
  void whatIsAskedWhileNobodyLooks_isDoneLater(TestRedis server) {
    CinnabarCache<String, Integer> cache =
        cache(server, configuration(String.class).setInvalidationStream(false));
    cache.put("k", 1);
    for (int i = 0; i < 1200; i++) {
      cache.put("n" + i, i);
      ask(server, "key n" + i);
    }
    ask(server, "key k");
    assertThat(cache.containsKey("k")).isTrue();
    cache(server, configuration(String.class));

    awaitDone(server);
    assertThat(keys(cache)).isEmpty();
  }

  @OnEveryServer
  void notUnderstood_isCountedAndPassedOver_andTheRestIsDone(TestRedis server) {
    CinnabarConfiguration<Integer, Integer> configuration = configuration(Integer.class);
    configuration.setStatisticsEnabled(true);
    CinnabarCache<Integer, Integer> cache = cache(server, configuration);
    cache.put(7, 1);
    cache.put(8, 1);
    ask(server, "key seven");
    ask(server, "kye 7 key 7");
    ask(server, "tag " + "x".repeat(300));
    ask(server, "key 8");
    awaitDone(server);

    assertThat(cache.containsKey(7)).isFalse();
    assertThat(cache.containsKey(8)).isFalse();
    assertThat(misunderstood(fixtures.get(0))).isEqualTo(3);
  }

  @Test
  void keysWithoutText_areNotUnderstood_butTagsAre() {
    TestRedis server = RedisServers.shared();
    CinnabarConfiguration<Object, Integer> configuration = configuration(Object.class);
    configuration.setStatisticsEnabled(true);
    CinnabarCache<Object, Integer> cache = cache(server, configuration);
    cache.withTags("t").put(List.of("k"), 1);
    ask(server, "key k glob * tag t");
    awaitDone(server);

    assertThat(cache.containsKey(List.of("k"))).isFalse();
    assertThat(misunderstood(fixtures.get(0))).isEqualTo(1);
  }

  @Test
  void uuidKey_isItsText() {
    TestRedis server = RedisServers.shared();
    CinnabarCache<UUID, Integer> cache = cache(server, configuration(UUID.class));
    UUID key = UUID.randomUUID();
    cache.put(key, 1);
    ask(server, "key " + key);
    awaitDone(server);
    assertThat(cache.containsKey(key)).isFalse();
  }

  @Test
  void destroy_removesTheStream() {
    TestRedis server = RedisServers.shared();
    cache(server, configuration(String.class)).put("k", 1);
    ask(server, "key k");
    awaitDone(server);
    fixtures.get(0).manager().destroyCache("cache");
    assertThat(fixtures.get(0).keysOnServer()).isEmpty();
  }
}
