package org.cinnabar.jcache;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.cinnabar.jcache.testing.MapLoader;

/** One of the processes of {@link RefreshTwoJvmsTest}: its loader answers slowly, with its name. */
public final class RefreshWorker {
  static final Duration RATE = Duration.ofSeconds(40);
  static final List<String> KEYS =
      IntStream.range(0, 60).mapToObj(i -> "k%02d".formatted(i)).toList();
  private static final long MILLIS_A_KEY = 100;

  private RefreshWorker() {}

  public static void main(String[] arguments) throws Exception {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      CinnabarConfiguration<String, String> configuration = configuration();
      configuration.setScheduledRefresh(
          ScheduledRefresh.every(RATE).withKeys(KEYS).withPageSize(1));
      configuration.setCacheLoaderFactory(
          new MapLoader<String, String>(key -> slowly(arguments[1])).factory());
      provider
          .getCacheManager(URI.create(arguments[0]), null, null)
          .createCache("cache", configuration);
      while (System.in.read() >= 0) {
        // until the test ends
      }
    }
  }

  static CinnabarConfiguration<String, String> configuration() {
    return new CinnabarConfiguration<String, String>().setTypes(String.class, String.class);
  }

  private static String slowly(String answer) {
    try {
      Thread.sleep(MILLIS_A_KEY);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answer;
  }
}
