package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

/** Write-through: the cache and what the writer wrote stay alike. */
class WriteThroughTest {

  /** A database that can refuse keys. */
  private static final class Database implements CacheWriter<Object, Object> {
    final Map<Object, Object> rows = new ConcurrentHashMap<>();
    final Set<Object> refused = ConcurrentHashMap.newKeySet();
    final List<Object> history = Collections.synchronizedList(new ArrayList<>());
    final List<Object> deleted = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void write(Cache.Entry<?, ?> entry) {
      refuse(entry.getKey());
      history.add(entry.getValue());
      rows.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
      for (Iterator<Cache.Entry<?, ?>> all = entries.iterator(); all.hasNext(); ) {
        write(all.next());
        all.remove();
      }
    }

    @Override
    public void delete(Object key) {
      refuse(key);
      deleted.add(key);
      rows.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      for (Iterator<?> all = keys.iterator(); all.hasNext(); ) {
        delete(all.next());
        all.remove();
      }
    }

    private void refuse(Object key) {
      if (refused.contains(key)) {
        throw new IllegalArgumentException("refused");
      }
    }
  }

  @OnEveryServer
  void writerFails_nothingChanges(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(through(database));
      cache.put("a", 1);
      database.refused.addAll(Set.of("a", "b"));
      List<Runnable> operations =
          List.of(
              () -> cache.put("a", 2),
              () -> cache.put("b", 2),
              () -> cache.getAndPut("a", 2),
              () -> cache.putIfAbsent("b", 2),
              () -> cache.replace("a", 2),
              () -> cache.replace("a", 1, 2),
              () -> cache.getAndReplace("a", 2),
              () -> cache.remove("a"),
              () -> cache.remove("a", 1),
              () -> cache.getAndRemove("a"),
              () -> cache.putAll(Map.of("a", 2)),
              () -> cache.removeAll(Set.of("a")),
              cache::removeAll);
      for (Runnable operation : operations) {
        assertThatExceptionOfType(CacheWriterException.class)
            .isThrownBy(operation::run)
            .withRootCauseInstanceOf(IllegalArgumentException.class);
      }
      assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", 1));
      assertThat(database.rows).isEqualTo(Map.of("a", 1));
    }
  }

  @OnEveryServer
  void removalOfAnAbsentEntry_isWrittenThrough(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(through(database));

      assertThat(cache.remove("a")).isFalse();
      assertThat(cache.getAndRemove("b")).isNull();
      cache.removeAll(Set.of("c"));
      cache.<Integer>invoke(
          "d",
          (entry, arguments) -> {
            entry.remove();
            return 0;
          });
      assertThat(database.deleted).containsExactly("a", "b", "c", "d");
    }
  }

  @OnEveryServer
  void failedConditions_writeNothing(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(through(database));
      cache.put("a", 1);

      assertThat(cache.putIfAbsent("a", 2)).isFalse();
      assertThat(cache.replace("b", 2)).isFalse();
      assertThat(cache.replace("b", 1, 2)).isFalse();
      assertThat(cache.replace("a", 9, 2)).isFalse();
      assertThat(cache.getAndReplace("b", 2)).isNull();
      assertThat(cache.remove("a", 9)).isFalse();
      assertThat(cache.remove("b", 1)).isFalse();
      assertThat(database.history).containsExactly(1);
      assertThat(database.deleted).isEmpty();
      assertThat(cache).hasSize(1);
    }
  }

  @OnEveryServer
  void clear_tellsTheWriterNothing(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(through(database));
      cache.put("a", 1);

      cache.clear();
      assertThat(cache).isEmpty();
      assertThat(database.deleted).isEmpty();
      assertThat(database.rows).isEqualTo(Map.of("a", 1));
    }
  }

  @OnEveryServer
  void loadedValues_areNotWrittenThrough(TestRedis server) throws Exception {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache =
          fixture.cache(
              through(database)
                  .setReadThrough(true)
                  .setCacheLoaderFactory(new MapLoader<Object, Object>(key -> 1).factory()));

      assertThat(cache.get("a")).isEqualTo(1);
      assertThat(cache.getAll(Set.of("b"))).isEqualTo(Map.of("b", 1));
      assertThat(cache.<Object>invoke("c", (entry, arguments) -> entry.getValue())).isEqualTo(1);
      CompletionListenerFuture end = new CompletionListenerFuture();
      cache.loadAll(Set.of("a", "d"), true, end);
      end.get(5, TimeUnit.SECONDS);
      assertThat(cache).hasSize(4);
      assertThat(database.history).isEmpty();
    }
  }

  @OnEveryServer
  void writer_seesTheNetEffectOfAProcessor(TestRedis server) {
    Database database = new Database();
    EntryProcessor<Object, Object, Integer> acting =
        (entry, arguments) -> {
          for (Object argument : arguments) {
            if (argument.equals("remove")) {
              entry.remove();
            } else {
              entry.setValue(argument);
            }
          }
          return 0;
        };
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(through(database));

      cache.invoke("a", acting, 1, "remove");
      cache.invoke("a", acting);
      assertThat(database.history).isEmpty();
      assertThat(database.deleted).isEmpty();
      cache.invoke("a", acting, 1, 2);
      cache.invoke("a", acting, "remove", 3);
      assertThat(database.history).containsExactly(2, 3);
      assertThat(database.deleted).isEmpty();
      cache.invoke("a", acting, 4, "remove");
      assertThat(database.history).containsExactly(2, 3);
      assertThat(database.deleted).containsExactly("a");
      assertThat(cache).isEmpty();
    }
  }

  @OnEveryServer
  void writerFailsHalfway_cacheHoldsWhatWasWritten(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(through(database));
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (int i = 0; i < 20; i++) {
        entries.put("k" + i, i);
      }
      database.refused.add("k7");

      assertThatExceptionOfType(CacheWriterException.class).isThrownBy(() -> cache.putAll(entries));
      assertThat(database.rows).hasSize(7);
      assertThat(cache.getAll(entries.keySet())).isEqualTo(database.rows);

      database.refused.clear();
      database.refused.add("k3");
      assertThatExceptionOfType(CacheWriterException.class)
          .isThrownBy(() -> cache.removeAll(entries.keySet()));
      assertThat(database.rows).containsKey("k3");
      assertThat(cache.getAll(entries.keySet())).isEqualTo(database.rows);
    }
  }

  @OnEveryServer
  void valueThatCannotBeEncoded_isNotWrittenEither(TestRedis server) {
    Database database = new Database();
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Object, Object> cache = fixture.cache(through(database));
      cache.put("a", 1);
      Object bad = new Thread("never started");

      assertThatExceptionOfType(CacheCodecException.class).isThrownBy(() -> cache.put("a", bad));
      assertThatExceptionOfType(CacheCodecException.class)
          .isThrownBy(() -> cache.putAll(Map.of("a", bad, "b", 2)));
      assertThat(database.rows).isEqualTo(Map.of("a", 1));
      assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(database.rows);
    }
  }

  @OnEveryServer
  void twoJvmsThatWriteOneKey_keepOneOrder(TestRedis server) throws Exception {
    Database database = new Database();
    try (JCacheFixture one = JCacheFixture.on(server);
        JCacheFixture two = one.another()) {
      List<Cache<Object, Object>> caches =
          List.of(one.cache(through(database)), two.cache(through(database)));
      EventLog<Object, Object> log = new EventLog<>();
      caches.get(0).registerCacheEntryListener(log.configuration(true));
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Cache<Object, Object> cache = caches.get(i);
        String prefix = "jvm" + i + "-";
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int n = 0; n < 30; n++) {
                    cache.put("k", prefix + n);
                  }
                }));
      }
      CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

      assertThat(database.history).hasSize(60);
      assertThat(caches.get(0).get("k")).isEqualTo(database.rows.get("k"));
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        Object written = database.history.get(i);
        expected.add(
            i == 0
                ? "CREATED k: " + written
                : "UPDATED k: " + database.history.get(i - 1) + " -> " + written);
      }
      assertThat(log.lines()).isEqualTo(expected);
    }
  }

  private static MutableConfiguration<Object, Object> through(Database database) {
    return new MutableConfiguration<>().setWriteThrough(true).setCacheWriterFactory(() -> database);
  }
}
