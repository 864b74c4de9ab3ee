package org.cinnabar.dropin;

import java.net.URI;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Stores a value where a URI says, or where the surroundings say, and prints it as read back. */
final class PutAndGet {
  private PutAndGet() {}

  /**
   * Puts, gets, destroys.
   *
   * @param arguments the manager's URI, or nothing
   */
  public static void main(String[] arguments) {
    CachingProvider provider = Caching.getCachingProvider();
    URI uri = arguments.length == 0 ? provider.getDefaultURI() : URI.create(arguments[0]);
    try (CacheManager manager = provider.getCacheManager(uri, PutAndGet.class.getClassLoader())) {
      Cache<String, List<Integer>> cache =
          manager.createCache("numbers", new MutableConfiguration<>());
      for (int i = 0; i < 20; i++) {
        cache.put("key " + i, List.of(i, i));
      }
      System.out.println(cache.get("key 7"));
      manager.destroyCache("numbers");
    }
  }
}
