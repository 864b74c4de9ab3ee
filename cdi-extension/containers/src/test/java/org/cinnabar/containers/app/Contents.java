package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Looks into the caches without an annotation. */
@ApplicationScoped
public class Contents {
  @Inject private CacheManager manager;

  /** Tells whether the cache exists. */
  public boolean exists(String cache) {
    return manager.getCache(cache) != null;
  }

  /** The values of the cache; none if it does not exist. */
  public List<Object> values(String cache) {
    List<Object> values = new ArrayList<>();
    for (Cache.Entry<Object, Object> entry : entries(cache)) {
      values.add(entry.getValue());
    }
    return values;
  }

  /** The keys of the cache; none if it does not exist. */
  public List<Object> keys(String cache) {
    List<Object> keys = new ArrayList<>();
    for (Cache.Entry<Object, Object> entry : entries(cache)) {
      keys.add(entry.getKey());
    }
    return keys;
  }

  private Iterable<Cache.Entry<Object, Object>> entries(String name) {
    Cache<Object, Object> cache = manager.getCache(name);
    return cache == null ? List.of() : cache;
  }
}
