package org.cinnabar.jcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.cinnabar.jcache.internal.CinnabarCacheManager;
import org.cinnabar.jcache.internal.store.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/**
 * Cinnabar's entry point (JSR-107, chapter 10): cache managers whose caches live in Redis or
 * Valkey.
 *
 * <p>A manager's URI names its server: {@code redis://host:port}, {@code rediss://host:port}, a
 * Redisson YAML file as {@code file:} or {@code classpath:}, or the default URI, which looks at the
 * system property {@code cinnabar.redis}, the environment variable {@code CINNABAR_REDIS} and a
 * {@code cinnabar.yaml} on the class path, and else means {@code redis://127.0.0.1:6379}. Asking
 * for a manager connects to nothing; its caches' first operations do.
 */
public final class CinnabarCachingProvider implements CachingProvider {
  private final Map<ClassLoader, Map<URI, CinnabarCacheManager>> managers = new WeakHashMap<>();

  /**
   * The manager for a URI and class loader, made when there is none yet.
   *
   * @param uri names the server; null for {@link #getDefaultURI()}
   * @param classLoader loads what the caches hold; null for {@link #getDefaultClassLoader()}
   * @param properties settings of a new manager; ignored when it exists; null for none
   * @throws javax.cache.CacheException when the URI or a setting can't be understood; the message
   *     says which
   */
  @Override
  public CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    URI where = uri == null ? getDefaultURI() : uri;
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    synchronized (managers) {
      Map<URI, CinnabarCacheManager> siblings =
          managers.computeIfAbsent(loader, any -> new HashMap<>());
      return siblings.computeIfAbsent(where, any -> open(where, loader, properties));
    }
  }

  @Override
  public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    return getCacheManager(uri, classLoader, null);
  }

  @Override
  public CacheManager getCacheManager() {
    return getCacheManager(null, null, null);
  }

  /**
   * The class loader that loaded Cinnabar: in a server, the application's own when the jar is in
   * it.
   */
  @Override
  public ClassLoader getDefaultClassLoader() {
    ClassLoader own = getClass().getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }

  @Override
  public URI getDefaultURI() {
    return ConnectionSettings.DEFAULT_URI;
  }

  /** No properties: every setting has a default. */
  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  @Override
  public void close() {
    closeAll(snapshot(null));
  }

  @Override
  public void close(@Nullable ClassLoader classLoader) {
    closeAll(snapshot(classLoader == null ? getDefaultClassLoader() : classLoader));
    CinnabarCacheManager.settle();
  }

  @Override
  public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    CinnabarCacheManager manager;
    synchronized (managers) {
      manager = managers.getOrDefault(loader, Map.of()).get(uri == null ? getDefaultURI() : uri);
    }
    if (manager != null) {
      manager.close();
    }
  }

  /** Only store-by-value, which is not optional: nothing here. */
  @Override
  public boolean isSupported(OptionalFeature feature) {
    return false;
  }

  private CinnabarCacheManager open(URI uri, ClassLoader loader, @Nullable Properties properties) {
    Properties copy = new Properties();
    if (properties != null) {
      copy.putAll(properties);
    }
    return new CinnabarCacheManager(this, uri, loader, copy, this::forget);
  }

  private void forget(CinnabarCacheManager manager) {
    synchronized (managers) {
      Map<URI, CinnabarCacheManager> siblings = managers.get(manager.getClassLoader());
      if (siblings != null && siblings.remove(manager.getURI(), manager) && siblings.isEmpty()) {
        managers.remove(manager.getClassLoader());
      }
    }
  }

  private List<CinnabarCacheManager> snapshot(@Nullable ClassLoader only) {
    List<CinnabarCacheManager> open = new ArrayList<>();
    synchronized (managers) {
      managers.forEach(
          (loader, siblings) -> {
            if (only == null || only == loader) {
              open.addAll(siblings.values());
            }
          });
    }
    return open;
  }

  private static void closeAll(List<CinnabarCacheManager> open) {
    open.forEach(CinnabarCacheManager::close);
  }
}
