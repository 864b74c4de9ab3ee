package org.cinnabar.cdi.internal.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;

/**
 * The caches that annotations and injection points name: those that exist as they are, others made
 * from their declarations when first used. So an application starts without the cache's server.
 */
public final class Caches {
  private static final System.Logger LOG = System.getLogger("org.cinnabar.cdi");

  private final Supplier<CacheManager> manager;
  private final DeclaredCaches declared;
  private final Map<String, Cache<Object, Object>> open = new ConcurrentHashMap<>();

  /** The caches of a manager. */
  public Caches(Supplier<CacheManager> manager, DeclaredCaches declared) {
    this.manager = manager;
    this.declared = declared;
  }

  /**
   * A cache, made if it doesn't exist.
   *
   * @throws CacheException when the provider can't make it
   */
  public Cache<Object, Object> cache(String name) {
    Cache<Object, Object> known = open.get(name);
    if (known != null && !known.isClosed()) {
      return known;
    }
    Cache<Object, Object> cache = ContextLoader.with(declared.classes(), () -> find(name));
    open.put(name, cache);
    return cache;
  }

  private synchronized Cache<Object, Object> find(String name) {
    Cache<Object, Object> existing = manager.get().getCache(name);
    return existing == null ? create(name) : existing;
  }

  private Cache<Object, Object> create(String name) {
    try {
      Cache<Object, Object> created = manager.get().createCache(name, declared.configuration(name));
      LOG.log(System.Logger.Level.DEBUG, "Made the cache {0}", name);
      return created;
    } catch (CacheException e) {
      // The application may have made it at the same time.
      @Nullable Cache<Object, Object> existing = manager.get().getCache(name);
      if (existing == null) {
        throw e;
      }
      return existing;
    }
  }
}
