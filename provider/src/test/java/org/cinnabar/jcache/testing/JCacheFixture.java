package org.cinnabar.jcache.testing;

import java.net.URI;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;

/**
 * A provider with a manager in a namespace of its own on a real server. A second fixture of the
 * same namespace acts as another JVM.
 */
public final class JCacheFixture implements AutoCloseable {
  private final CinnabarCachingProvider provider = new CinnabarCachingProvider();
  private final CacheManager manager;
  private final TestRedis server;
  private final String namespace;

  private JCacheFixture(TestRedis server, String namespace) {
    this.server = server;
    this.namespace = namespace;
    this.manager =
        provider.getCacheManager(
            uri(server, namespace), JCacheFixture.class.getClassLoader(), new Properties());
  }

  /** A manager in a new namespace on the server. */
  public static JCacheFixture on(TestRedis server) {
    return new JCacheFixture(server, "test-" + UUID.randomUUID());
  }

  /** A manager that shares nothing with this one but the server and the namespace. */
  public JCacheFixture another() {
    return new JCacheFixture(server, namespace);
  }

  public static URI uri(TestRedis server, String namespace) {
    return URI.create(server.uri() + "?namespace=" + namespace);
  }

  /** Where another process finds the same caches, with time to start up on a busy machine. */
  public String uriForAnotherProcess() {
    return uri(server, namespace) + "&deadline=20s";
  }

  public CinnabarCachingProvider provider() {
    return provider;
  }

  public CacheManager manager() {
    return manager;
  }

  public String namespace() {
    return namespace;
  }

  public TestRedis server() {
    return server;
  }

  /** Creates the cache "cache". */
  public <K, V> Cache<K, V> cache(CompleteConfiguration<K, V> configuration) {
    return manager.createCache("cache", configuration);
  }

  /** Creates the cache "cache" of strings and numbers with every default. */
  public Cache<String, Integer> cache() {
    return cache(
        new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class));
  }

  @Override
  public void close() {
    provider.close();
  }
}
