package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.ObjectName;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/** Which of the application's classes a cache reads, seen from the application. */
class TrustTest {
  record Order(String customer, List<Line> lines) {}

  record Line(String article, int count) {}

  private static final Order ORDER = new Order("Ann", List.of(new Line("pen", 2)));

  @OnEveryServer
  void declaredClass_isReadFromAnotherJvmWithoutSettings(TestRedis server) {
    var configuration =
        new MutableConfiguration<String, Order>().setTypes(String.class, Order.class);
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      one.cache(configuration).put("a", ORDER);
      assertThat(two.cache(configuration).get("a")).isEqualTo(ORDER);
    }
  }

  @OnEveryServer
  void undeclaredClass_isReadByTheJvmThatWroteIt(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(new MutableConfiguration<>());
      cache.put("a", ORDER);
      assertThat(cache.get("a")).isEqualTo(ORDER);
    }
  }

  @OnEveryServer
  void unknownClassOfAnotherJvm_isAMissUntilItIsWrittenHere(TestRedis server) {
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      Cache<Object, Object> theirs = one.cache(new MutableConfiguration<>());
      Cache<Object, Object> ours = two.cache(new MutableConfiguration<>());
      for (String key : List.of("a", "b", "c")) {
        theirs.put(key, ORDER);
      }
      theirs.put("known", 1);

      assertThat(ours.get("a")).isNull();
      assertThat(ours.containsKey("a")).isFalse();
      assertThat(ours.getAll(Set.of("a", "known"))).isEqualTo(Map.of("known", 1));
      assertThat(ours).extracting(Cache.Entry::getKey).containsExactly("known");
      assertThat(ours.replace("a", "old", "new")).isFalse();
      assertThat(ours.putIfAbsent("a", "healed")).isTrue();
      assertThat(ours.get("a")).isEqualTo("healed");
      ours.put("b", ORDER);
      assertThat(ours.get("b")).isEqualTo(ORDER);
      assertThat(ours.get("c")).as("written by the other, known by now").isEqualTo(ORDER);
    }
  }

  @OnEveryServer
  void trustedClasses_areReadWithoutHavingBeenWrittenHere(TestRedis server) {
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another();
        JCacheFixture three = one.another()) {
      one.cache(new MutableConfiguration<>()).put("a", ORDER);
      var byName =
          new CinnabarConfiguration<>()
              .addTrustedClasses(Order.class.getName(), Line.class.getName());
      var byPackage = new CinnabarConfiguration<>().addTrustedClasses("org.cinnabar.jcache.*");
      assertThat(two.cache(byName).get("a")).isEqualTo(ORDER);
      assertThat(three.cache(byPackage).get("a")).isEqualTo(ORDER);
    }
  }

  @OnEveryServer
  void garbage_isAMissAndIsWrittenOver(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      cache.put("good", 1);
      assertThat(entries(fixture, cache, "good").size()).isEqualTo(1);
      entries(fixture, cache, "a").put(bytes("s:a"), bytes("no value"));
      entries(fixture, cache, "b").put(bytes("s:b"), new byte[0]);
      entries(fixture, cache, "c").put(bytes("s:c"), new byte[] {1, -1, -1, -1, -1, -1, -1});
      entries(fixture, cache, "any").put(bytes("no key"), bytes("no value"));

      fixture.manager().enableStatistics("cache", true);
      assertThat(cache.get("a")).isNull();
      assertThat(cache.get("c")).isNull();
      assertThat(undecodableReads(fixture)).isEqualTo(1);
      assertThat(cache.getAll(Set.of("a", "b", "c", "good"))).isEqualTo(Map.of("good", 1));
      assertThat(cache.containsKey("b")).isFalse();
      assertThat(cache).extracting(Cache.Entry::getKey).containsExactly("good");
      assertThat(cache.<Boolean>invoke("c", (entry, arguments) -> entry.exists())).isFalse();
      assertThat(cache.putIfAbsent("a", 2)).isTrue();
      cache.put("b", 3);
      assertThat(cache.getAndPut("c", 4)).isNull();
      assertThat(cache.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 2, "b", 3, "c", 4));
    }
  }

  /** What the partition has that a key belongs to. */
  private static RMap<byte[], byte[]> entries(
      JCacheFixture fixture, Cache<String, ?> cache, String key) {
    return cache
        .unwrap(RedissonClient.class)
        .getMap(fixture.partition(key) + "entries", ByteArrayCodec.INSTANCE);
  }

  private static long undecodableReads(JCacheFixture fixture) throws JMException {
    String manager = fixture.manager().getURI().toString().replaceAll("[,:=?]", ".");
    ObjectName name =
        new ObjectName("javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=cache");
    return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "UndecodableReads");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
