package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

/** What an entry processor does, and what it leaves alone (JSR-107, chapter 9). */
class EntryProcessorTest {
  @OnEveryServer
  void processorThrows_isWrapped_andNothingChanges(TestRedis server) {
    EntryProcessor<String, Integer, Integer> failing =
        (entry, arguments) -> {
          entry.setValue(9);
          throw new IllegalArgumentException("no");
        };
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      cache.put("a", 1);
      EventLog<String, Integer> log = listening(cache);

      for (String key : Set.of("a", "absent")) {
        assertThatExceptionOfType(EntryProcessorException.class)
            .isThrownBy(() -> cache.invoke(key, failing))
            .withCauseInstanceOf(IllegalArgumentException.class);
      }
      assertThat(cache.getAll(Set.of("a", "absent"))).isEqualTo(Map.of("a", 1));
      assertThat(log.lines()).isEmpty();
    }
  }

  @OnEveryServer
  void looking_changesNothing(TestRedis server) {
    EntryProcessor<String, Integer, String> looking =
        (entry, arguments) -> entry.getKey() + entry.exists() + entry.getValue() + arguments[0];
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      cache.put("a", 1);
      EventLog<String, Integer> log = listening(cache);

      assertThat(cache.invoke("a", looking, "!")).isEqualTo("atrue1!");
      assertThat(cache.invoke("b", looking, "!")).isEqualTo("bfalsenull!");
      assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", 1));
      assertThat(log.lines()).isEmpty();
    }
  }

  @OnEveryServer
  void settingAndRemoving_haveTheirNetEffect(TestRedis server) {
    EntryProcessor<String, Integer, Boolean> setting =
        (entry, arguments) -> {
          entry.setValue(0);
          entry.setValue((Integer) arguments[0]);
          return entry.getValue().equals(arguments[0]);
        };
    EntryProcessor<String, Integer, Boolean> removing =
        (entry, arguments) -> {
          entry.remove();
          return entry.exists();
        };
    EntryProcessor<String, Integer, Boolean> both =
        (entry, arguments) -> {
          entry.setValue(5);
          entry.remove();
          return entry.exists();
        };
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      EventLog<String, Integer> log = listening(cache);

      assertThat(cache.invoke("a", setting, 1)).isTrue();
      assertThat(cache.invoke("a", setting, 2)).isTrue();
      assertThat(cache.get("a")).isEqualTo(2);
      assertThat(cache.invoke("a", removing)).isFalse();
      assertThat(cache.invoke("a", removing)).isFalse();
      assertThat(cache.invoke("b", both)).isFalse();
      assertThat(cache).isEmpty();
      assertThat(log.lines()).containsExactly("CREATED a: 1", "UPDATED a: 1 -> 2", "REMOVED a: 2");
    }
  }

  @OnEveryServer
  @SuppressWarnings({"NullAway", "DataFlowIssue"}) // null is what is tested
  void settingNull_isRefused_andNothingChanges(TestRedis server) {
    EntryProcessor<String, Integer, Integer> setting =
        (entry, arguments) -> {
          entry.setValue(null);
          return 0;
        };
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      cache.put("a", 1);

      assertThatExceptionOfType(EntryProcessorException.class)
          .isThrownBy(() -> cache.invoke("a", setting))
          .withCauseInstanceOf(NullPointerException.class);
      assertThat(cache.get("a")).isEqualTo(1);
    }
  }

  @OnEveryServer
  void invokeAll_keepsFailuresApart_andLeavesNullsOut(TestRedis server) {
    EntryProcessor<String, Integer, Integer> mixed =
        (entry, arguments) -> {
          entry.setValue(1);
          return switch (entry.getKey()) {
            case "fails" -> throw new IllegalArgumentException("no");
            case "null" -> null;
            default -> 7;
          };
        };
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      Set<String> keys = Set.of("fails", "null", "works", "works too");

      Map<String, EntryProcessorResult<Integer>> results = cache.invokeAll(keys, mixed);

      assertThat(results).containsOnlyKeys("fails", "works", "works too");
      assertThat(results.get("works").get()).isEqualTo(7);
      assertThat(results.get("works too").get()).isEqualTo(7);
      assertThatExceptionOfType(EntryProcessorException.class)
          .isThrownBy(() -> results.get("fails").get())
          .withCauseInstanceOf(IllegalArgumentException.class);
      assertThat(cache.getAll(keys)).containsOnlyKeys("null", "works", "works too");
    }
  }

  private static EventLog<String, Integer> listening(Cache<String, Integer> cache) {
    EventLog<String, Integer> log = new EventLog<>();
    cache.registerCacheEntryListener(log.configuration(true));
    return log;
  }
}
