package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Iterator;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.MBeans;
import org.cinnabar.jcache.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** Providers and their managers (JSR-107, chapters 4 and 10). */
class ManagersTest {
  private final CachingProvider provider = new CinnabarCachingProvider();
  private final URI uri = newUri();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void sameUriAndLoader_giveTheSameManager() {
    CacheManager manager = provider.getCacheManager(uri, null);

    assertThat(provider.getCacheManager(uri, null)).isSameAs(manager);
    assertThat(provider.getCacheManager(uri, provider.getDefaultClassLoader())).isSameAs(manager);
    assertThat(provider.getCacheManager(newUri(), null)).isNotSameAs(manager);
    assertThat(manager.getURI()).isEqualTo(uri);
    assertThat(manager.getCachingProvider()).isSameAs(provider);
  }

  @Test
  void anotherLoader_givesAnotherManager_withCachesOfItsOwn() {
    CacheManager one = provider.getCacheManager(uri, newLoader());
    CacheManager two = provider.getCacheManager(uri, newLoader());

    assertThat(two).isNotSameAs(one);
    assertThat(one.createCache("cache", numbers())).isNotNull();
    assertThat(two.<String, Integer>getCache("cache")).isNull();
    assertThat(two.createCache("cache", numbers())).isNotNull();
  }

  @Test
  void nulls_meanTheDefaults() {
    CacheManager manager = provider.getCacheManager(null, null, null);

    assertThat(manager).isSameAs(provider.getCacheManager());
    assertThat(manager.getURI()).isEqualTo(provider.getDefaultURI());
    assertThat(manager.getClassLoader()).isSameAs(provider.getDefaultClassLoader());
    assertThat(manager.getProperties()).isEqualTo(provider.getDefaultProperties());
  }

  @Test
  void properties_areKept_asTheyWereGiven() {
    Properties given = new Properties();
    given.setProperty("com.acme.setting", "a");
    CacheManager manager = provider.getCacheManager(uri, null, given);
    given.setProperty("com.acme.setting", "b");
    manager.getProperties().setProperty("com.acme.setting", "c");

    assertThat(manager.getProperties()).containsOnly(java.util.Map.entry("com.acme.setting", "a"));
  }

  @Test
  void closingALoader_closesItsManagersAndNoOthers() {
    ClassLoader loader = newLoader();
    CacheManager one = provider.getCacheManager(uri, loader);
    CacheManager two = provider.getCacheManager(newUri(), loader);
    CacheManager other = provider.getCacheManager(uri, newLoader());

    provider.close(uri, loader);
    assertThat(one.isClosed()).isTrue();
    assertThat(two.isClosed()).isFalse();
    provider.close(loader);
    assertThat(two.isClosed()).isTrue();
    assertThat(other.isClosed()).isFalse();
    provider.close();
    assertThat(other.isClosed()).isTrue();
    assertThat(provider.getCacheManager(uri, loader).isClosed()).isFalse();
  }

  @Test
  void closingAManager_closesItsCaches_andTwiceIsHarmless() {
    CacheManager manager = provider.getCacheManager(uri, null);
    Cache<String, Integer> one = manager.createCache("one", numbers());
    Cache<String, Integer> two = manager.createCache("two", numbers());

    manager.close();
    manager.close();
    assertThat(manager.isClosed()).isTrue();
    assertThat(one.isClosed()).isTrue();
    assertThat(two.isClosed()).isTrue();
    one.close();
  }

  @Test
  void configuration_isCopied() {
    CinnabarConfiguration<String, Integer> given =
        new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    Cache<String, Integer> cache = provider.getCacheManager(uri, null).createCache("cache", given);
    given.setMaxBytes(1).setReadThrough(true).setStatisticsEnabled(true);
    configurationOf(cache).setMaxBytes(1);

    assertThat(configurationOf(cache).getMaxBytes())
        .isEqualTo(CinnabarConfiguration.DEFAULT_MAX_BYTES);
    assertThat(configurationOf(cache).isReadThrough()).isFalse();
    assertThat(configurationOf(cache).isStatisticsEnabled()).isFalse();
    assertThat(MBeans.isShown("CacheStatistics", cache)).isFalse();
  }

  @SuppressWarnings("unchecked")
  private static CinnabarConfiguration<String, Integer> configurationOf(
      Cache<String, Integer> cache) {
    return cache.getConfiguration(CinnabarConfiguration.class);
  }

  @Test
  void missingCache_isNull_andAClosedManagerThrows() {
    CacheManager manager = provider.getCacheManager(uri, null);

    assertThat(manager.<String, Integer>getCache("none")).isNull();
    assertThat(manager.getCache("none", String.class, Integer.class)).isNull();
    manager.close();
    assertThatIllegalStateException().isThrownBy(() -> manager.getCache("none"));
    assertThatIllegalStateException()
        .isThrownBy(() -> manager.getCache("none", String.class, Integer.class));
  }

  @Test
  void getCacheByName_givesTypedCachesToo() {
    CacheManager manager = provider.getCacheManager(uri, null);
    Cache<String, Integer> cache = manager.createCache("cache", numbers());

    assertThat(manager.<String, Integer>getCache("cache")).isSameAs(cache);
    assertThat(manager.getCache("cache", String.class, Integer.class)).isSameAs(cache);
  }

  @Test
  void cacheNames_areASnapshot() {
    CacheManager manager = provider.getCacheManager(uri, null);
    manager.createCache("one", numbers());
    Iterable<String> names = manager.getCacheNames();
    Iterator<String> iterator = names.iterator();
    manager.createCache("two", numbers());

    assertThat(iterator.next()).isEqualTo("one");
    assertThatThrownBy(iterator::remove).isInstanceOf(UnsupportedOperationException.class);
    assertThat(iterator).isExhausted();
    assertThat(names).containsExactly("one");
    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void unwrap_givesOurClasses_andRefusesOthers() {
    CacheManager manager = provider.getCacheManager(uri, null);
    Cache<String, Integer> cache = manager.createCache("cache", numbers());
    cache.put("a", 1);
    Cache.Entry<String, Integer> entry = cache.iterator().next();

    assertThat(manager.unwrap(CacheManager.class)).isSameAs(manager);
    assertThat(manager.unwrap(manager.getClass())).isSameAs(manager);
    assertThat(cache.unwrap(CinnabarCache.class)).isSameAs(cache);
    assertThat(manager.unwrap(RedissonClient.class))
        .isSameAs(cache.unwrap(RedissonClient.class))
        .isNotNull();
    assertThat(entry.unwrap(Cache.Entry.class)).isSameAs(entry);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manager.unwrap(StringBuilder.class))
        .withMessageContaining("java.lang.StringBuilder");
    assertThatIllegalArgumentException().isThrownBy(() -> cache.unwrap(StringBuilder.class));
    assertThatIllegalArgumentException().isThrownBy(() -> entry.unwrap(StringBuilder.class));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.getConfiguration(OtherConfiguration.class));
  }

  /** A configuration that isn't ours. */
  interface OtherConfiguration extends CompleteConfiguration<String, Integer> {}

  @Test
  void storeByReference_isNotSupported() {
    assertThat(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)).isFalse();
  }

  @Test
  void managersOfSeveralUris_showBeansOfTheirOwn() {
    MutableConfiguration<String, Integer> shown =
        numbers().setStatisticsEnabled(true).setManagementEnabled(true);
    Cache<String, Integer> one = provider.getCacheManager(uri, null).createCache("cache", shown);
    Cache<String, Integer> two =
        provider.getCacheManager(newUri(), null).createCache("cache", shown);
    one.put("a", 1);

    assertThat(MBeans.statistics(one).getCachePuts()).isEqualTo(1);
    assertThat(MBeans.statistics(two).getCachePuts()).isZero();
    one.getCacheManager().close();
    assertThat(MBeans.isShown("CacheConfiguration", two)).isTrue();
    assertThat(MBeans.isShown("CacheStatistics", two)).isTrue();
  }

  private static MutableConfiguration<String, Integer> numbers() {
    return new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class);
  }

  private static URI newUri() {
    return JCacheFixture.uri(RedisServers.shared(), "managers-" + UUID.randomUUID());
  }

  private static ClassLoader newLoader() {
    return new URLClassLoader(new URL[0], ManagersTest.class.getClassLoader());
  }
}
