package org.cinnabar.jcache.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.internal.store.KeyPlaces;

/**
 * A provider with a manager in a namespace of its own on a real server. A second fixture of the
 * same namespace acts as another JVM.
 */
public final class JCacheFixture implements AutoCloseable {
  /** Connecting to several servers takes longer on a busy machine. */
  private static final String PATIENCE = "&deadline=5s";

  private final CinnabarCachingProvider provider = new CinnabarCachingProvider();
  private final CacheManager manager;
  private final TestRedis server;
  private final String namespace;
  private final String deadline;

  private JCacheFixture(TestRedis server, String namespace, String deadline) {
    this.server = server;
    this.namespace = namespace;
    this.deadline = deadline;
    this.manager =
        provider.getCacheManager(
            URI.create(uri(server, namespace) + deadline),
            JCacheFixture.class.getClassLoader(),
            new Properties());
  }

  /** A manager in a new namespace on the server. */
  public static JCacheFixture on(TestRedis server) {
    return on(server, server instanceof TopologyRedis ? PATIENCE : "");
  }

  /** A manager in a new namespace on servers that belong together. */
  public static JCacheFixture on(LocalServers servers) {
    return on(new TopologyRedis(servers));
  }

  /** A manager with an operation deadline, in a new namespace on servers that belong together. */
  public static JCacheFixture on(LocalServers servers, Duration deadline) {
    return on(new TopologyRedis(servers), "&deadline=" + deadline.toMillis() + "ms");
  }

  private static JCacheFixture on(TestRedis server, String deadline) {
    return new JCacheFixture(server, "test-" + UUID.randomUUID(), deadline);
  }

  /** A manager that shares nothing with this one but the server and the namespace. */
  public JCacheFixture another() {
    return new JCacheFixture(server, namespace, deadline);
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

  /**
   * How the names on the server begin of all that the partition of the cache "cache" has which a
   * key belongs to.
   *
   * @param key a text key of a cache with the default number of partitions
   */
  public String partition(String key) {
    int partitions = server.uri().contains("+cluster:") ? 64 : 1;
    return KeyPlaces.partition(namespace, "cache", "s:" + key, partitions);
  }

  /** The names of all keys on the server that belong to this fixture's caches. */
  public List<String> keysOnServer() {
    return server
        .ask("KEYS " + namespace + "*")
        .lines()
        .filter(line -> line.startsWith(namespace))
        .toList();
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
