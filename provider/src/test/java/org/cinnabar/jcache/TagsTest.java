package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.integration.CacheLoader;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestJvm;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries with tags, and their invalidation. */
class TagsTest {
  private static final String[] TOO_MANY =
      IntStream.rangeClosed(0, 32).mapToObj(i -> "t" + i).toArray(String[]::new);

  private final List<JCacheFixture> fixtures = new ArrayList<>();

  @AfterEach
  void close() {
    fixtures.forEach(JCacheFixture::close);
  }

  private static CinnabarConfiguration<String, Integer> configuration() {
    return new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  private JCacheFixture jvm(TestRedis server) {
    JCacheFixture fixture =
        fixtures.isEmpty() ? JCacheFixture.on(server) : fixtures.get(0).another();
    fixtures.add(fixture);
    return fixture;
  }

  @SuppressWarnings("unchecked")
  private CinnabarCache<String, Integer> cache(
      TestRedis server, CompleteConfiguration<String, Integer> configuration) {
    return jvm(server).cache(configuration).unwrap(CinnabarCache.class);
  }

  private CinnabarCache<String, Integer> cache(TestRedis server) {
    return cache(server, configuration());
  }

  /** The answer to a command about a part of the partition that a key belongs to. */
  private String ask(String command, String key, String part) {
    JCacheFixture fixture = fixtures.get(0);
    return fixture.server().ask(command + " " + fixture.partition(key) + part);
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @OnEveryServer
  void invalidated_isAbsentForEveryLookup(TestRedis server) {
    CinnabarCache<String, Integer> cache = cache(server);
    cache.withTags("a", "b").put("both", 1);
    cache.withTags("b").put("b", 2);
    cache.put("none", 3);
    assertThat(cache.get("both")).isEqualTo(1);
    assertThat(cache.getAll(Set.of("both", "b", "none"))).hasSize(3);
    cache.invalidateTags("a");

    assertThat(cache.containsKey("both")).isFalse();
    assertThat(cache.get("both")).isNull();
    assertThat(cache.getAll(Set.of("both", "b", "none"))).isEqualTo(Map.of("b", 2, "none", 3));
    cache.withTags("a").put("again", 4);
    assertThat(contents(cache)).isEqualTo(Map.of("b", 2, "none", 3, "again", 4));
    cache.invalidateTags("b", "a");
    assertThat(contents(cache)).isEqualTo(Map.of("none", 3));
    assertThat(get(cache.async().get("b"))).isNull();
  }

  private static Map<String, Integer> contents(Cache<String, Integer> cache) {
    Map<String, Integer> contents = new HashMap<>();
    cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
    return contents;
  }

  @OnEveryServer
  void invalidated_isAbsentForEveryChange(TestRedis server) {
    CinnabarCache<String, Integer> cache = cache(server);
    List<String> keys = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    for (String key : keys) {
      cache.withTags("t").put(key, 1);
    }
    cache.invalidateTags("t");

    assertThat(cache.putIfAbsent("a", 2)).isTrue();
    assertThat(cache.getAndPut("b", 2)).isNull();
    assertThat(cache.replace("c", 2)).isFalse();
    assertThat(cache.replace("d", 1, 2)).isFalse();
    assertThat(cache.remove("e")).isFalse();
    assertThat(cache.remove("f", 1)).isFalse();
    assertThat(cache.getAndRemove("g")).isNull();
    assertThat(cache.getAndReplace("h", 2)).isNull();
    boolean exists = cache.invoke("i", (entry, arguments) -> entry.exists());
    assertThat(exists).isFalse();
    assertThat(cache.invalidate("j")).isFalse();
    assertThat(cache.invalidateAll("*")).isEqualTo(2);
    assertThat(contents(cache)).isEmpty();
    assertThat(fixtures.get(0).keysOnServer()).noneMatch(name -> name.endsWith(":entries"));
  }

  @OnEveryServer
  void storedAgain_isValid_untilInvalidatedAgain(TestRedis server) {
    CinnabarCache<String, Integer> cache = cache(server);
    CinnabarCache<String, Integer> tagged = cache.withTags("t");
    for (int round = 0; round < 3; round++) {
      tagged.put("put", round);
      tagged.putAll(Map.of("all", round));
      assertThat(tagged.putIfAbsent("ifAbsent", round)).isTrue();
      tagged.put("own", round, Duration.ofMinutes(5));
      tagged.invoke(
          "invoked",
          (entry, arguments) -> {
            entry.setValue(7);
            return 0;
          });
      get(tagged.async().put("async", round));
      assertThat(contents(cache)).hasSize(6);
      assertThat(cache.get("put")).isEqualTo(round);
      assertThat(cache.replace("put", round, round + 10)).isTrue(); // without tags now
      tagged.put("put", round);
      cache.invalidateTags("t");
      assertThat(contents(cache)).isEmpty();
    }
    cache.put("put", 1);
    cache.invalidateTags("t");
    assertThat(cache.get("put")).isEqualTo(1);
  }

  @OnEveryServer
  void readThroughAView_storesWithTags(TestRedis server) {
    CacheLoader<String, Integer> loader =
        new CacheLoader<>() {
          private int loads;

          @Override
          public Integer load(String key) {
            return ++loads;
          }

          @Override
          public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
            Map<String, Integer> all = new HashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
          }
        };
    CinnabarCache<String, Integer> tagged =
        cache(
                server,
                configuration()
                    .setCacheLoaderFactory(new SingletonFactory<>(loader))
                    .setReadThrough(true))
            .withTags("t");
    assertThat(tagged.get("k")).isEqualTo(1);
    assertThat(tagged.get("k")).isEqualTo(1);
    tagged.invalidateTags("t");
    assertThat(tagged.get("k")).isEqualTo(2);
    tagged.invalidateTags("t");
    assertThat(tagged.getAll(Set.of("k"))).isEqualTo(Map.of("k", 3));
  }

  @OnEveryServer
  void listeners_hearNothingOfIt_norOfAnExpiryAfterIt(TestRedis server) {
    EventLog<String, Integer> log = new EventLog<>();
    CinnabarCache<String, Integer> cache =
        cache(server, configuration().addCacheEntryListenerConfiguration(log.configuration(true)));
    cache.withTags("t").put("gone", 1, Duration.ofSeconds(2));
    cache.withTags("u").put("expires", 2, Duration.ofSeconds(2));
    cache.withTags("t").put("k", 1);
    cache.invalidateTags("t");
    cache.put("k", 2);

    Awaitility.await().until(() -> log.lines().contains("EXPIRED expires: 2"));
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "CREATED gone: 1",
            "CREATED expires: 2",
            "CREATED k: 1",
            "CREATED k: 2",
            "EXPIRED expires: 2");
  }

  @OnEveryServer
  void partitions_allKnowIt_andAnotherJvmToo(TestRedis server) {
    CinnabarConfiguration<String, Integer> configuration = configuration().setPartitions(16);
    CinnabarCache<String, Integer> cache = cache(server, configuration);
    CinnabarCache<String, Integer> there = cache(server, configuration);
    Map<String, Integer> entries = new HashMap<>();
    IntStream.range(0, 500).forEach(i -> entries.put("k" + i, i));
    cache.withTags("t").putAll(entries);
    cache.put("other", 1);
    assertThat(there.getAll(entries.keySet())).isEqualTo(entries);
    there.invalidateTags("t");

    assertThat(cache.getAll(entries.keySet())).isEmpty();
    assertThat(contents(there)).isEqualTo(Map.of("other", 1));
  }

  @OnEveryServer
  void nearCaches_dropWhatHasTheTag_andOnlyThat(TestRedis server) {
    CinnabarConfiguration<String, Integer> configuration = configuration().setNearSize(100);
    CinnabarCache<String, Integer> here = cache(server, configuration);
    CinnabarCache<String, Integer> there = cache(server, configuration);
    Awaitility.await("copies in both").until(() -> areCopied(here, there));
    here.invalidateTags("t");

    assertThat(here.get("tagged")).isNull();
    Awaitility.await().until(() -> there.get("tagged") == null);
    for (CinnabarCache<String, Integer> cache : List.of(here, there)) {
      assertThat(cache.get("other")).isEqualTo(2);
      assertThat(cache.get("plain")).isEqualTo(3);
    }
  }

  /**
   * Stores, reads everywhere, and takes the entries away behind everybody's back: what is still
   * there comes from near caches.
   */
  private boolean areCopied(
      CinnabarCache<String, Integer> here, CinnabarCache<String, Integer> there) {
    here.withTags("t").put("tagged", 1);
    here.withTags("u").put("other", 2);
    here.put("plain", 3);
    Set<String> keys = Set.of("tagged", "other", "plain");
    List.of(here, there).forEach(cache -> keys.forEach(cache::get));
    keys.forEach(key -> ask("HDEL", key, "entries s:" + key));
    return here.getAll(keys).size() == 3 && there.getAll(keys).size() == 3;
  }

  @OnEveryServer
  void untagged_isReadByOneCommand_alsoBesideTagged(TestRedis server) {
    CinnabarCache<String, Integer> cache = cache(server);
    cache.put("plain", 1);
    cache.withTags("t").put("tagged", 2);
    assertThat(cache.get("plain")).isEqualTo(1);
    assertThat(readsTakeScripts(cache)).isEqualTo(!server.expiresFields());
    assertThat(cache.get("tagged")).isEqualTo(2);
    assertThat(cache.get("plain")).isEqualTo(1);
    assertThat(readsTakeScripts(cache)).isEqualTo(!server.expiresFields());
  }

  /** Whether reads of the untagged entry take scripts; others may run a few on the same server. */
  private boolean readsTakeScripts(CinnabarCache<String, Integer> cache) {
    long before = scripts();
    for (int i = 0; i < 100; i++) {
      assertThat(cache.get("plain")).isEqualTo(1);
    }
    return scripts() - before >= 100;
  }

  private long scripts() {
    return fixtures.get(0).server().calls("evalsha");
  }

  @OnEveryServer
  void tableLost_everythingTaggedIsAbsent_andStaysSo(TestRedis server) {
    CinnabarCache<String, Integer> cache = cache(server);
    cache.withTags("t").put("old", 1);
    cache.withTags("t").put("older", 1);
    cache.invalidateTags("t");
    cache.withTags("t").put("old", 2);
    List.of("old", "older").forEach(key -> ask("DEL", key, "tags"));

    assertThat(cache.get("old")).isNull();
    cache.withTags("t").put("new", 3);
    assertThat(contents(cache)).isEqualTo(Map.of("new", 3));
    cache.invalidateTags("t");
    assertThat(contents(cache)).isEmpty();
  }

  @OnEveryServer
  void table_isBounded_andWhatItForgetsCountsAsInvalidated(TestRedis server) {
    CinnabarCache<String, Integer> cache = cache(server);
    cache.withTags("old").put("old", 1);
    for (int i = 0; i < 11; i++) {
      int from = i * 1000;
      if (i == 10) {
        cache.withTags("recent").put("recent", 2);
        assertThat(cache.get("old")).isEqualTo(1);
      }
      cache.invalidateTags(
          IntStream.range(from, from + 1000).mapToObj(n -> "n" + n).toArray(String[]::new));
    }

    assertThat(ask("ZCARD", "old", "tags")).startsWith(":10002");
    assertThat(cache.get("old")).isNull();
    assertThat(cache.get("recent")).isEqualTo(2);
    cache.invalidateTags("recent");
    assertThat(cache.get("recent")).isNull();
  }

  @OnEveryServer
  void destroyAndClear_leaveNoTable(TestRedis server) {
    CinnabarCache<String, Integer> cache = cache(server);
    cache.withTags("t").put("k", 1);
    cache.clear();
    assertThat(ask("EXISTS", "k", "tags")).startsWith(":0");
    cache.withTags("t").put("k", 2);
    assertThat(cache.get("k")).isEqualTo(2);
    fixtures.get(0).manager().destroyCache("cache");
    assertThat(fixtures.get(0).keysOnServer()).isEmpty();
  }

  @Test
  void wrongTags_areRefused() {
    CinnabarCache<String, Integer> cache = cache(RedisServers.shared());
    assertThatIllegalArgumentException().isThrownBy(() -> cache.withTags());
    assertThatIllegalArgumentException().isThrownBy(() -> cache.withTags(""));
    assertThatIllegalArgumentException().isThrownBy(() -> cache.withTags("x".repeat(256)));
    assertThatIllegalArgumentException().isThrownBy(() -> cache.withTags("\ud800"));
    assertThatIllegalArgumentException().isThrownBy(() -> cache.withTags(TOO_MANY));
    assertThatIllegalArgumentException().isThrownBy(() -> cache.invalidateTags(""));
    assertThatNullPointerException().isThrownBy(() -> cache.invalidateTags(new String[] {null}));
    String longest = "é".repeat(127);
    cache.withTags(longest, "t").withTags("u").put("k", 1);
    assertThat(cache.get("k")).isEqualTo(1);
    cache.invalidateTags(longest);
    assertThat(cache.get("k")).isNull();
  }

  @Test
  void view_isTheSameCache_andClosedWithIt() {
    CinnabarCache<String, Integer> cache = cache(RedisServers.shared());
    CinnabarCache<String, Integer> view = cache.withTags("t");
    assertThat(view.getName()).isEqualTo("cache");
    view.close();
    assertThat(cache.isClosed()).isTrue();
    assertThat(fixtures.get(0).manager().getCacheNames()).isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void functionsOfJavas_doTheSame_forLibraries() {
    CinnabarCache<String, Integer> cache = cache(RedisServers.shared());
    Function<Collection<String>, Cache<String, Integer>> tagging = cache.unwrap(Function.class);
    Consumer<Collection<String>> invalidation = cache.unwrap(Consumer.class);
    tagging.apply(List.of("t")).put("k", 1);
    assertThat(cache.get("k")).isEqualTo(1);
    invalidation.accept(Set.of("t"));
    assertThat(cache.get("k")).isNull();
  }

  @OnEveryServer
  void twoProcesses_noneServesWhatTheOtherInvalidated(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      List<Process> processes = new ArrayList<>();
      for (String role : List.of("writes", "reads")) {
        processes.add(
            TestJvm.start(List.of(), TagsWorker.class, fixture.uriForAnotherProcess(), role));
      }
      for (Process process : processes) {
        assertThat(TestJvm.output(process)).endsWith("stale: 0");
      }
    }
  }
}
