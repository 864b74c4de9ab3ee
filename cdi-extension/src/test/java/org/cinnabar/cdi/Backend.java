package org.cinnabar.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** A loader and writer that is a bean. */
@ApplicationScoped
class Backend implements CacheLoader<String, String>, CacheWriter<String, String> {
  private final List<String> written = new ArrayList<>();

  List<String> written() {
    return written;
  }

  @Override
  public String load(String key) {
    return "loaded " + key;
  }

  @Override
  public Map<String, String> loadAll(Iterable<? extends String> keys) {
    return StreamSupport.stream(keys.spliterator(), false)
        .collect(Collectors.toMap(key -> key, this::load));
  }

  @Override
  public void write(Cache.Entry<? extends String, ? extends String> entry) {
    written.add(entry.getKey() + "=" + entry.getValue());
  }

  @Override
  public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
    entries.forEach(this::write);
    entries.clear();
  }

  @Override
  public void delete(Object key) {
    written.add("-" + key);
  }

  @Override
  public void deleteAll(Collection<?> keys) {
    keys.forEach(this::delete);
    keys.clear();
  }
}
