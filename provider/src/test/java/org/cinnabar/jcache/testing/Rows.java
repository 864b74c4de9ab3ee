package org.cinnabar.jcache.testing;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** A database's table that takes what it is given. */
public record Rows(Map<Object, Object> rows) implements CacheWriter<Object, Object> {
  @Override
  public void write(Cache.Entry<?, ?> entry) {
    rows.put(entry.getKey(), entry.getValue());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
    entries.forEach(this::write);
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    rows.remove(key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    Set.copyOf(keys).forEach(this::delete);
    keys.clear();
  }
}
