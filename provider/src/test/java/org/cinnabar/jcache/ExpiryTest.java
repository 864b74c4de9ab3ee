package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.processor.EntryProcessor;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;
import org.jspecify.annotations.Nullable;

/** Expiry (JSR-107, chapter 7), on servers with and without deadlines of hash fields. */
class ExpiryTest {
  private static final javax.cache.expiry.Duration ETERNAL = javax.cache.expiry.Duration.ETERNAL;
  private static final javax.cache.expiry.Duration ZERO = javax.cache.expiry.Duration.ZERO;

  /** A policy that writes down what it is asked. */
  private record Asked(
      List<String> questions,
      javax.cache.expiry.@Nullable Duration creation,
      javax.cache.expiry.@Nullable Duration access,
      javax.cache.expiry.@Nullable Duration update)
      implements ExpiryPolicy {

    @Override
    public javax.cache.expiry.@Nullable Duration getExpiryForCreation() {
      questions.add("creation");
      return creation;
    }

    @Override
    public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
      questions.add("access");
      return access;
    }

    @Override
    public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
      questions.add("update");
      return update;
    }
  }

  @OnEveryServer
  void expiredEntry_isReturnedByNothing(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      checkNothingExpiredIsReturned(
          fixture.cache(configuration(CreatedExpiryPolicy.factoryOf(millis(80)))));
    }
  }

  @OnEveryServer
  void expiredEntryWithAListener_isReturnedByNothing(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(configuration(CreatedExpiryPolicy.factoryOf(millis(80))));
      cache.registerCacheEntryListener(new EventLog<String, Integer>().configuration(false));
      checkNothingExpiredIsReturned(cache);
    }
  }

  private static void checkNothingExpiredIsReturned(Cache<String, Integer> cache) {
    for (int i = 0; i < 14; i++) {
      cache.put("k" + i, i);
    }
    awaitPassed(System.nanoTime(), 85);

    assertThat(cache.get("k0")).isNull();
    assertThat(cache.getAll(Set.of("k0", "k1"))).isEmpty();
    assertThat(cache.containsKey("k2")).isFalse();
    assertThat(cache).isEmpty();
    assertThat(cache.replace("k3", 1)).isFalse();
    assertThat(cache.replace("k4", 4, 1)).isFalse();
    assertThat(cache.remove("k5")).isFalse();
    assertThat(cache.remove("k6", 6)).isFalse();
    assertThat(cache.getAndRemove("k7")).isNull();
    assertThat(cache.getAndReplace("k8", 1)).isNull();
    assertThat(cache.<Boolean>invoke("k9", (entry, arguments) -> entry.exists())).isFalse();
    assertThat(
            cache
                .<Boolean>invokeAll(Set.of("k10"), (entry, arguments) -> entry.exists())
                .get("k10")
                .get())
        .isFalse();
    assertThat(cache.getAndPut("k11", 1)).isNull();
    assertThat(cache.putIfAbsent("k12", 1)).isTrue();
  }

  @OnEveryServer
  void updateWithoutADuration_keepsTheDeadline(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(configuration(CreatedExpiryPolicy.factoryOf(millis(700))));
      cache.put("a", 1);
      long created = System.nanoTime();
      awaitPassed(created, 250);
      assertThat(cache.replace("a", 2)).isTrue();
      assertThat(cache.get("a")).isEqualTo(2);
      awaitPassed(created, 710);
      assertThat(cache.get("a")).isNull();
    }
  }

  @OnEveryServer
  void everyKindOfRead_prolongsAccessedExpiry(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      var configuration = configuration(AccessedExpiryPolicy.factoryOf(millis(600)));
      Cache<String, Integer> got = fixture.cache(configuration);
      Cache<String, Integer> gotAll = fixture.manager().createCache("all", configuration);
      Cache<String, Integer> iterated = fixture.manager().createCache("iterated", configuration);
      Cache<String, Integer> looked = fixture.manager().createCache("looked", configuration);
      List<Cache<String, Integer>> caches = List.of(got, gotAll, iterated, looked);
      caches.forEach(cache -> cache.put("a", 1));

      long started = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                got.get("a");
                gotAll.getAll(Set.of("a"));
                iterated.forEach(Cache.Entry::getValue);
                looked.containsKey("a");
                return System.nanoTime() - started > Duration.ofMillis(900).toNanos();
              });
      assertThat(caches)
          .extracting(cache -> cache.containsKey("a"))
          .containsExactly(true, true, true, false);
    }
  }

  @OnEveryServer
  void zeroAtCreation_storesNothingAndFiresNothing(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(asking(new ArrayList<>(), ZERO, null, null));
      EventLog<String, Integer> log = new EventLog<>();
      cache.registerCacheEntryListener(log.configuration(true));

      cache.put("a", 1);
      assertThat(cache.getAndPut("a", 1)).isNull();
      cache.putIfAbsent("a", 1);
      assertThat(cache.containsKey("a")).isFalse();
      assertThat(log.lines()).isEmpty();
    }
  }

  @OnEveryServer
  void zeroAtUpdateOrAccess_removes(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> updated =
          fixture.cache(asking(new ArrayList<>(), ETERNAL, null, ZERO));
      Cache<String, Integer> accessed =
          fixture.manager().createCache("accessed", asking(new ArrayList<>(), ETERNAL, ZERO, null));
      updated.put("a", 1);
      updated.put("a", 2);
      assertThat(updated.containsKey("a")).isFalse();

      accessed.put("a", 1);
      assertThat(accessed.containsKey("a")).isTrue();
      assertThat(accessed.get("a")).isEqualTo(1);
      assertThat(accessed.containsKey("a")).isFalse();
    }
  }

  @OnEveryServer
  void policy_isAskedOnceAndOnlyWhatApplies(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      List<String> asked = new ArrayList<>();
      Cache<String, Integer> cache = fixture.cache(asking(asked, ETERNAL, null, null));

      expect(asked, () -> cache.get("a"));
      expect(asked, () -> cache.replace("a", 1));
      expect(asked, () -> cache.put("a", 1), "creation");
      expect(asked, () -> cache.put("a", 2), "update");
      expect(asked, () -> cache.getAndPut("a", 3), "update");
      expect(asked, () -> cache.replace("a", 4), "update");
      expect(asked, () -> cache.replace("a", 4, 5), "update");
      expect(asked, () -> cache.replace("a", 4, 6), "access");
      expect(asked, () -> cache.get("a"), "access");
      expect(asked, () -> cache.getAll(Set.of("a", "b")), "access");
      expect(asked, () -> cache.iterator().next(), "access");
      expect(asked, () -> cache.containsKey("a"));
      expect(asked, () -> cache.putIfAbsent("a", 1));
      expect(asked, () -> cache.remove("a"));
      expect(asked, () -> cache.putIfAbsent("a", 1), "creation");
      expect(asked, () -> cache.remove("a", 2), "access");
      expect(asked, () -> cache.remove("a", 1));
      expect(asked, () -> cache.remove("a", 1));
      expect(asked, () -> cache.replace("a", 1, 2));
      expect(asked, () -> cache.putAll(Map.of("a", 1)), "creation");
      expect(asked, () -> cache.putAll(Map.of("a", 2)), "update");
      expect(asked, () -> cache.getAndReplace("a", 3), "update");
      expect(asked, () -> cache.getAndRemove("a"));
      expect(asked, () -> cache.getAndRemove("a"));
      expect(asked, () -> cache.containsKey("a"));
    }
  }

  @OnEveryServer
  void invoke_asksOnce_forItsNetEffect(TestRedis server) {
    EntryProcessor<String, Integer, Boolean> existing = (entry, arguments) -> entry.exists();
    EntryProcessor<String, Integer, Boolean> looking =
        (entry, arguments) -> entry.getValue() == null || entry.getValue() > 0;
    EntryProcessor<String, Integer, Boolean> setting =
        (entry, arguments) -> {
          looking.process(entry);
          entry.setValue(1);
          entry.setValue(2);
          return true;
        };
    EntryProcessor<String, Integer, Boolean> removing =
        (entry, arguments) -> {
          looking.process(entry);
          entry.setValue(1);
          entry.remove();
          return true;
        };
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      List<String> asked = new ArrayList<>();
      Cache<String, Integer> cache = fixture.cache(asking(asked, ETERNAL, null, null));

      expect(asked, () -> cache.invoke("a", existing));
      expect(asked, () -> cache.invoke("a", looking));
      expect(asked, () -> cache.invoke("a", removing));
      expect(asked, () -> cache.invoke("a", setting), "creation");
      expect(asked, () -> cache.invoke("a", existing));
      expect(asked, () -> cache.invoke("a", looking), "access");
      expect(asked, () -> cache.invoke("a", setting), "update");
      expect(asked, () -> cache.invokeAll(Set.of("a"), setting), "update");
      expect(asked, () -> cache.invoke("a", removing));
      assertThat(cache.containsKey("a")).isFalse();
    }
  }

  private static void expect(List<String> asked, Runnable operation, String... questions) {
    asked.clear();
    operation.run();
    assertThat(asked).containsExactly(questions);
  }

  private static MutableConfiguration<String, Integer> configuration(Factory<ExpiryPolicy> expiry) {
    return new MutableConfiguration<String, Integer>()
        .setTypes(String.class, Integer.class)
        .setExpiryPolicyFactory(expiry);
  }

  private static MutableConfiguration<String, Integer> asking(
      List<String> questions,
      javax.cache.expiry.@Nullable Duration creation,
      javax.cache.expiry.@Nullable Duration access,
      javax.cache.expiry.@Nullable Duration update) {
    return configuration(() -> new Asked(questions, creation, access, update));
  }

  private static javax.cache.expiry.Duration millis(long millis) {
    return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis);
  }

  private static void awaitPassed(long since, long millis) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> System.nanoTime() - since > Duration.ofMillis(millis).toNanos());
  }
}
