package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;
import org.jspecify.annotations.Nullable;

/** What the specification leaves open, as the conformance register says that it is decided. */
class OwnDecisionsTest {
  record Order(String customer) {}

  private static MutableConfiguration<String, Integer> numbers() {
    return new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  /** Of a type that is none of the standard ones. */
  private static final class Failing implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      throw new IllegalStateException("creation");
    }

    @Override
    public Duration getExpiryForAccess() {
      throw new IllegalStateException("access");
    }

    @Override
    public Duration getExpiryForUpdate() {
      throw new IllegalStateException("update");
    }
  }

  /** A policy of the application's own. */
  private static class AnHour implements ExpiryPolicy, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Duration getExpiryForCreation() {
      return Duration.ONE_HOUR;
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return null;
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return null;
    }
  }

  /** A policy that writes down what it is asked. */
  private static final class Counting extends AnHour {
    private static final long serialVersionUID = 1L;
    final List<String> questions = new ArrayList<>();

    @Override
    public Duration getExpiryForCreation() {
      questions.add("creation");
      return super.getExpiryForCreation();
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      questions.add("update");
      return super.getExpiryForUpdate();
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      questions.add("access");
      return super.getExpiryForAccess();
    }
  }

  @OnEveryServer
  void expiryPolicyThatThrows_eternalOnCreationAndUnchangedOtherwise(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(numbers().setExpiryPolicyFactory(Failing::new));

      cache.put("a", 1);
      cache.put("a", 2);

      assertThat(cache.get("a")).isEqualTo(2);
      assertThat(cache.putIfAbsent("a", 3)).isFalse();
    }
  }

  @OnEveryServer
  void policyOfTheApplication_isAskedOnlyWhatApplies(TestRedis server) {
    Counting policy = new Counting();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache(numbers().setExpiryPolicyFactory(() -> policy));

      cache.put("a", 1);
      cache.put("a", 2);
      cache.get("a");
      cache.get("absent");

      assertThat(policy.questions).containsExactly("creation", "update", "access");
    }
  }

  @OnEveryServer
  void undecodableValue_underStandardPolicyIsDecidedByExistence(TestRedis server) {
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      Cache<Object, Object> theirs = one.cache(new MutableConfiguration<>());
      Cache<Object, Object> ours = two.cache(new MutableConfiguration<>());
      List.of("a", "b", "c", "d").forEach(key -> theirs.put(key, new Order("Ann")));

      assertThat(ours.replace("a", 1)).isTrue();
      assertThat(ours.getAndReplace("b", 1)).isNull();
      assertThat(ours.remove("c")).isTrue();
      assertThat(ours.getAndRemove("d")).isNull();

      assertThat(theirs.get("a")).isEqualTo(1);
      assertThat(theirs.get("b")).isEqualTo(1);
      assertThat(theirs.containsKey("c")).isFalse();
      assertThat(theirs.containsKey("d")).isFalse();
    }
  }

  @OnEveryServer
  void undecodableValue_underAnotherPolicyIsFoundByNothingAndStillRemoved(TestRedis server) {
    var configuration = new MutableConfiguration<>().setExpiryPolicyFactory(AnHour::new);
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      Cache<Object, Object> theirs = one.cache(configuration);
      Cache<Object, Object> ours = two.cache(configuration);
      List.of("a", "b", "c").forEach(key -> theirs.put(key, new Order("Ann")));

      assertThat(ours.replace("a", 1)).isFalse();
      assertThat(ours.getAndReplace("a", 1)).isNull();
      assertThat(ours.remove("b")).isFalse();
      assertThat(ours.getAndRemove("c")).isNull();

      assertThat(theirs.get("a")).isEqualTo(new Order("Ann"));
      assertThat(theirs.containsKey("b")).isFalse();
      assertThat(theirs.containsKey("c")).isFalse();
    }
  }

  @OnEveryServer
  void iterator_announcesNothingThatExpiredAfterItWasRead(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(
              numbers()
                  .setExpiryPolicyFactory(
                      CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 700))));
      IntStream.range(0, 20).forEach(i -> cache.put("k" + i, i));
      Iterator<Cache.Entry<String, Integer>> iterator = cache.iterator();
      assertThat(iterator.next()).isNotNull(); // all twenty are read by now
      await().until(() -> IntStream.range(0, 20).noneMatch(i -> cache.containsKey("k" + i)));

      assertThat(iterator).isExhausted();
    }
  }

  @OnEveryServer
  void cacheExceptionOfProcessor_isPassedOnAsItIs(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      CacheException thrown = new CacheException("by the processor");

      assertThatThrownBy(
              () ->
                  cache.invoke(
                      "a",
                      (entry, arguments) -> {
                        throw thrown;
                      }))
          .isSameAs(thrown);
    }
  }

  @OnEveryServer
  void filter_decidesForItsOwnListener(TestRedis server) {
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      EventLog<String, Integer> even = new EventLog<>();
      EventLog<String, Integer> all = new EventLog<>();
      Cache<String, Integer> cache = one.cache();
      cache.registerCacheEntryListener(filtered(even, event -> event.getValue() % 2 == 0));
      two.cache().registerCacheEntryListener(filtered(all, event -> true));

      cache.put("a", 1);
      cache.put("b", 2);

      assertThat(even.lines()).containsExactly("CREATED b: 2");
      assertThat(all.lines()).containsExactly("CREATED a: 1", "CREATED b: 2");
    }
  }

  private static CacheEntryListenerConfiguration<String, Integer> filtered(
      EventLog<String, Integer> log, CacheEntryEventFilter<String, Integer> filter) {
    return new MutableCacheEntryListenerConfiguration<>(() -> log, () -> filter, true, true);
  }
}
