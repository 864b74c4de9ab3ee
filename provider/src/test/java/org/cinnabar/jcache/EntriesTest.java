package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.cinnabar.jcache.testing.EventLog;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MBeans;
import org.cinnabar.jcache.testing.MapLoader;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;

/** What is in a cache, and that it stays as it was put there (JSR-107, chapters 3 and 6). */
class EntriesTest {
  @OnEveryServer
  void getAll_leavesOutWhatIsAbsent(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      cache.putAll(Map.of("a", 1, "b", 2));

      assertThat(cache.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 1, "b", 2));
      assertThat(cache.getAll(Set.of("c"))).isEmpty();
      assertThat(cache.getAll(Set.of())).isEmpty();
    }
  }

  @OnEveryServer
  void containsKey_neitherLoadsNorCounts(TestRedis server) {
    MapLoader<String, Integer> loader = new MapLoader<>(String::length);
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache =
          fixture.cache(
              new MutableConfiguration<String, Integer>()
                  .setTypes(String.class, Integer.class)
                  .setReadThrough(true)
                  .setCacheLoaderFactory(loader.factory())
                  .setStatisticsEnabled(true));
      cache.put("a", 1);

      assertThat(cache.containsKey("a")).isTrue();
      assertThat(cache.containsKey("b")).isFalse();
      assertThat(loader.asked()).isEmpty();
      assertThat(MBeans.statistics(cache).getCacheGets()).isZero();
    }
  }

  @OnEveryServer
  void whatWasPut_staysAsItWas_whateverBecomesOfTheObjects(TestRedis server) {
    List<BiConsumer<Cache<List<Integer>, List<Integer>>, List<Integer>>> writes =
        List.of(
            (cache, value) -> cache.put(list(1), value),
            (cache, value) -> cache.getAndPut(list(1), value),
            (cache, value) -> cache.putAll(Map.of(list(1), value)),
            (cache, value) -> cache.putIfAbsent(list(1), value),
            (cache, value) -> cache.invoke(list(1), (entry, arguments) -> set(entry, value)));
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<List<Integer>, List<Integer>> cache = lists(fixture);
      for (BiConsumer<Cache<List<Integer>, List<Integer>>, List<Integer>> write : writes) {
        cache.clear();
        List<Integer> value = list(7);
        write.accept(cache, value);
        value.add(8);
        assertThat(cache.get(list(1))).isEqualTo(list(7));
        cache.get(list(1)).add(8);
        cache.getAll(Set.of(list(1))).get(list(1)).add(8);
        cache.iterator().next().getValue().add(8);
        assertThat(cache.get(list(1))).isEqualTo(list(7));
      }
    }
  }

  @OnEveryServer
  void key_staysAsItWas(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<List<Integer>, List<Integer>> cache = lists(fixture);
      List<Integer> key = list(1);
      cache.put(key, list(7));
      key.add(2);
      assertThat(cache.containsKey(key)).isFalse();
      assertThat(cache.get(list(1))).isEqualTo(list(7));
      cache.iterator().next().getKey().add(2);
      assertThat(cache.iterator().next().getKey()).isEqualTo(list(1));
    }
  }

  @OnEveryServer
  void whatReplacingReturns_isACopyToo(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<List<Integer>, List<Integer>> cache = lists(fixture);
      cache.put(list(1), list(7));
      List<Integer> second = list(8);
      List<Integer> first = cache.getAndPut(list(1), second);
      second.add(9);
      assertThat(first).isEqualTo(list(7));
      List<Integer> third = list(10);
      assertThat(cache.getAndReplace(list(1), third)).isEqualTo(list(8));
      third.add(9);
      assertThat(cache.replace(list(1), list(10), second)).isTrue();
      second.add(9);
      assertThat(cache.get(list(1))).isEqualTo(list(8, 9));
    }
  }

  @OnEveryServer
  void iterator_removesThroughTheCache(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<String, Integer> cache = fixture.cache();
      EventLog<String, Integer> log = new EventLog<>();
      cache.putAll(Map.of("a", 1, "b", 2));
      cache.registerCacheEntryListener(log.configuration(true));
      Iterator<Cache.Entry<String, Integer>> iterator = cache.iterator();
      assertThatIllegalStateException().isThrownBy(iterator::remove);

      while (iterator.hasNext()) {
        if (iterator.next().getKey().equals("a")) {
          iterator.remove();
          assertThatIllegalStateException().isThrownBy(iterator::remove);
        }
      }
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
      assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("b", 2));
      assertThat(log.lines()).containsExactly("REMOVED a: 1");
    }
  }

  private static Cache<List<Integer>, List<Integer>> lists(JCacheFixture fixture) {
    return fixture.cache(new MutableConfiguration<List<Integer>, List<Integer>>());
  }

  private static List<Integer> list(Integer... numbers) {
    return new ArrayList<>(List.of(numbers));
  }

  private static Integer set(
      javax.cache.processor.MutableEntry<List<Integer>, List<Integer>> entry, List<Integer> value) {
    entry.setValue(value);
    return 0;
  }
}
