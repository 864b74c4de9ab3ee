package org.cinnabar.jcache;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.integration.CacheLoader;

/** The process of {@link RefreshAheadJvmsTest} that is killed while it loads an entry again. */
public final class RefreshAheadWorker {
  static final Duration LEASE = Duration.ofSeconds(2);
  private static final long LIFE_MILLIS = 2_000;

  private RefreshAheadWorker() {}

  public static void main(String[] arguments) throws Exception {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<String, String> cache =
          provider
              .getCacheManager(URI.create(arguments[0]), null, null)
              .createCache("cache", settings(RefreshAheadWorker::hang));
      while (true) {
        cache.get("k"); // once the entry is no longer fresh, one of these has it loaded again
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  static CinnabarConfiguration<String, String> settings(UnaryOperator<String> source) {
    CinnabarConfiguration<String, String> settings =
        new CinnabarConfiguration<String, String>()
            .setTypes(String.class, String.class)
            .setLoadPolicy(LoadPolicy.DEFAULT.withLease(LEASE))
            .setRefreshAhead(RefreshAhead.OFF.withShare(0.5).withStaleFor(Duration.ofMinutes(1)));
    settings
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> new Source(source))
        .setExpiryPolicyFactory(
            CreatedExpiryPolicy.factoryOf(
                new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, LIFE_MILLIS)));
    return settings;
  }

  private static String hang(String key) {
    System.out.println("loading");
    System.out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return key;
  }

  private record Source(UnaryOperator<String> source) implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      return source.apply(key);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }
}
