package org.cinnabar.jcache.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.ManagerShape;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Unwrap;
import org.cinnabar.jcache.internal.store.ConnectionSettings;
import org.cinnabar.jcache.internal.store.RedissonStores;
import org.cinnabar.jcache.internal.store.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one URI and class loader (JSR-107, {@link CacheManager}). They share a connection,
 * made when first needed.
 */
public final class CinnabarCacheManager implements CacheManager {
  private final CachingProvider provider;
  private final URI uri;
  private final ClassLoader classLoader;
  private final Properties properties;
  private final Consumer<CinnabarCacheManager> onClose;
  private final CacheSettings settings;
  private final Stores stores;
  private final ExecutorService threads;
  private @Nullable ForkJoinPool asyncThreads;
  private final Map<String, RedisCache<?, ?>> caches = new ConcurrentSkipListMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Opens a manager; connects to nothing.
   *
   * @throws CacheException when the URI or a setting can't be understood
   */
  public CinnabarCacheManager(
      CachingProvider provider,
      URI uri,
      ClassLoader classLoader,
      Properties properties,
      Consumer<CinnabarCacheManager> onClose) {
    this.provider = provider;
    this.uri = uri;
    this.classLoader = classLoader;
    this.properties = properties;
    this.onClose = onClose;
    this.settings = CacheSettings.resolve(properties, classLoader);
    this.stores = RedissonStores.of(ConnectionSettings.resolve(uri, properties, classLoader));
    this.threads = ManagerThreads.create(classLoader);
  }

  /** Waits briefly for the last threads of managers that were closed. */
  public static void settle() {
    RedissonStores.settle();
  }

  @Override
  public CachingProvider getCachingProvider() {
    return provider;
  }

  @Override
  public URI getURI() {
    return uri;
  }

  @Override
  public ClassLoader getClassLoader() {
    return classLoader;
  }

  @Override
  public Properties getProperties() {
    Properties copy = new Properties();
    copy.putAll(properties);
    return copy;
  }

  /**
   * Creates a cache in this JVM. The server is asked by the first operation: a cache that exists
   * there with a contradicting configuration fails it with an {@link
   * org.cinnabar.jcache.IncompatibleCacheException}.
   *
   * @throws CacheException when this manager has a cache of that name
   * @throws UnsupportedOperationException for store-by-reference
   */
  @Override
  public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String cacheName, C configuration) {
    checkOpen();
    Objects.requireNonNull(cacheName, "cacheName");
    Objects.requireNonNull(configuration, "configuration");
    if (!configuration.isStoreByValue()) {
      throw new UnsupportedOperationException("Cinnabar stores by value; set storeByValue to true");
    }
    CinnabarConfiguration<K, V> copy = copy(configuration);
    settings.apply(cacheName, copy);
    synchronized (caches) {
      checkOpen();
      if (caches.containsKey(cacheName)) {
        throw new CacheException("A cache named '" + cacheName + "' exists already");
      }
      RedisCache<K, V> cache = new RedisCache<>(cacheName, this, copy, stores, threads);
      caches.put(cacheName, cache);
      try {
        cache.start();
      } catch (RuntimeException e) {
        cache.close();
        throw e;
      }
      return cache;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the types are compared first
  public <K, V> @Nullable Cache<K, V> getCache(
      String cacheName, Class<K> keyType, Class<V> valueType) {
    checkOpen();
    Objects.requireNonNull(keyType, "keyType");
    Objects.requireNonNull(valueType, "valueType");
    RedisCache<?, ?> cache = caches.get(Objects.requireNonNull(cacheName, "cacheName"));
    if (cache == null) {
      return null;
    }
    Configuration<?, ?> configuration = cache.configuration();
    checkType(cacheName, "key", configuration.getKeyType(), keyType);
    checkType(cacheName, "value", configuration.getValueType(), valueType);
    return (Cache<K, V>) cache;
  }

  @Override
  @SuppressWarnings("unchecked") // JSR-107 1.1 leaves the types to the caller here
  public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
    checkOpen();
    return (Cache<K, V>) caches.get(Objects.requireNonNull(cacheName, "cacheName"));
  }

  @Override
  public Iterable<String> getCacheNames() {
    checkOpen();
    return List.copyOf(caches.keySet());
  }

  /**
   * Closes the cache here, if open, and removes everything it owns on the server, which must be
   * reachable.
   */
  @Override
  public void destroyCache(String cacheName) {
    checkOpen();
    Objects.requireNonNull(cacheName, "cacheName");
    RedisCache<?, ?> cache;
    synchronized (caches) {
      cache = caches.remove(cacheName);
    }
    if (cache != null) {
      cache.close();
    }
    Await.join(stores.destroy(cacheName));
  }

  @Override
  public void enableManagement(String cacheName, boolean enabled) {
    RedisCache<?, ?> cache = existing(cacheName);
    if (cache != null) {
      cache.enableManagement(enabled);
    }
  }

  @Override
  public void enableStatistics(String cacheName, boolean enabled) {
    RedisCache<?, ?> cache = existing(cacheName);
    if (cache != null) {
      cache.enableStatistics(enabled);
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    onClose.accept(this);
    List<RedisCache<?, ?>> open;
    synchronized (caches) {
      open = new ArrayList<>(caches.values());
      caches.clear();
    }
    open.forEach(RedisCache::close);
    threads.shutdownNow();
    endAsync();
    stores.close();
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type == ManagerShape.class ? type.cast(shape()) : unwrap(this, type);
  }

  /**
   * Asks for cache after cache, so that the servers don't get all partitions' questions at once.
   */
  private ManagerShape shape() {
    checkOpen();
    return new ManagerShape(
        caches.values().stream().map(cache -> Await.join(cache.parts.store.shape())).toList());
  }

  /** Gives the object, or the Redisson client that it works through, as the type. */
  <T> T unwrap(Object object, Class<T> type) {
    T client = type.isInstance(object) ? null : stores.unwrap(type);
    return client == null ? Unwrap.as(object, type) : client;
  }

  /** The threads of asynchronous operations, made when first needed. */
  synchronized ForkJoinPool asyncThreads() {
    ForkJoinPool made = asyncThreads;
    if (made == null) {
      checkOpen();
      made = ManagerThreads.async(classLoader);
      asyncThreads = made;
    }
    return made;
  }

  /** What is under way ends by itself: its stages are always completed. */
  private synchronized void endAsync() {
    if (asyncThreads != null) {
      asyncThreads.shutdown();
    }
  }

  /** Forgets a cache that was closed. */
  void forget(RedisCache<?, ?> cache) {
    caches.remove(cache.getName(), cache);
  }

  private @Nullable RedisCache<?, ?> existing(String cacheName) {
    checkOpen();
    return caches.get(Objects.requireNonNull(cacheName, "cacheName"));
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The cache manager " + uri + " is closed");
    }
  }

  private static void checkType(String cacheName, String what, Class<?> declared, Class<?> asked) {
    if (!declared.equals(asked)) {
      throw new ClassCastException(
          "Cache '"
              + cacheName
              + "' declares the "
              + what
              + " type "
              + declared.getName()
              + ", not "
              + asked.getName());
    }
  }

  private static <K, V> CinnabarConfiguration<K, V> copy(Configuration<K, V> configuration) {
    if (configuration instanceof CompleteConfiguration<K, V> complete) {
      return new CinnabarConfiguration<>(complete);
    }
    return new CinnabarConfiguration<K, V>()
        .setTypes(configuration.getKeyType(), configuration.getValueType());
  }
}
