package org.cinnabar.jcache.internal.store;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.cinnabar.jcache.internal.store.SettingSources.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Which server a cache manager uses, and how. Immutable; never shows a password.
 *
 * <p>The server is, in this order:
 *
 * <ol>
 *   <li>the {@code RedissonClient} in the manager's properties under {@link #REDISSON_CLIENT},
 *       which the application closes;
 *   <li>the manager's URI, unless it is {@link #DEFAULT_URI}: {@code
 *       redis://[user:password@]host[:port][/db]}, {@code
 *       redis+cluster://[user:password@]host[:port],...}, {@code
 *       redis+sentinel://[user:password@]host[:port],.../master[/db]}, {@code
 *       redis+replicas://[user:password@]host[:port],...[/db]}, each with {@code rediss} instead of
 *       {@code redis} for TLS; {@code file:/path/redisson.yaml} or {@code classpath:redisson.yaml}
 *       (Redisson's own YAML);
 *   <li>a URI of one of these forms in {@link #REDIS}: manager property, system property {@code
 *       cinnabar.redis}, environment variable {@code CINNABAR_REDIS};
 *   <li>{@code cinnabar.yaml} on the class path, by one of the keys {@code redis} (such a URI),
 *       {@code redisson} (nested Redisson configuration) or {@code redisson-file} (a path, or a
 *       {@code file:} or {@code classpath:} URI);
 *   <li>{@code redis://127.0.0.1:6379}.
 * </ol>
 *
 * <p>The namespace and the deadline are, in this order: the manager properties {@link #NAMESPACE}
 * and {@link #DEADLINE}; the parameters {@code namespace} and {@code deadline} in the query of the
 * URI chosen above; the system properties of the same names; the environment variables {@code
 * CINNABAR_NAMESPACE} and {@code CINNABAR_DEADLINE}; the keys {@code namespace} and {@code
 * deadline} in {@code cinnabar.yaml}; {@value #DEFAULT_NAMESPACE} and one second.
 *
 * <p>A deadline is {@code 500ms}, {@code 1s}, {@code 2m} or ISO-8601 such as {@code PT1.5S}, from 1
 * ms to 1 h. A namespace is 1 to 64 of the characters {@code A-Z a-z 0-9 . _ -}.
 */
public final class ConnectionSettings {
  /** The URI that stands for "wherever the surroundings say". */
  public static final URI DEFAULT_URI = URI.create("cinnabar:default");

  /** Manager property: a {@code RedissonClient} to use, which is never closed here. */
  public static final String REDISSON_CLIENT = "cinnabar.redisson-client";

  /** The server's URI, as manager property or system property. */
  public static final String REDIS = "cinnabar.redis";

  /** The prefix of every key on the server, as manager property or system property. */
  public static final String NAMESPACE = "cinnabar.namespace";

  /** How long an operation may take, as manager property or system property. */
  public static final String DEADLINE = "cinnabar.deadline";

  /** The namespace where none is set. */
  public static final String DEFAULT_NAMESPACE = "cinnabar";

  /** The deadline where none is set. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(1);

  private static final int CLUSTER_PARTITIONS = 64;

  private final ConnectionTarget target;
  private final boolean cluster;
  private final String address;
  private final String namespace;
  private final Duration deadline;

  ConnectionSettings(ConnectionTarget target, String namespace, Duration deadline) {
    this.target = target;
    this.cluster = RedissonConfigs.isCluster(target);
    this.address = RedissonConfigs.address(target);
    this.namespace = namespace;
    this.deadline = deadline;
  }

  /**
   * Resolves the settings of a cache manager. Reads files, and doesn't touch the server.
   *
   * @param uri the manager's URI; null means {@link #DEFAULT_URI}
   * @param properties the manager's properties; null means none
   * @param loader the manager's class loader, which finds {@code cinnabar.yaml} and {@code
   *     classpath:} files
   * @throws javax.cache.CacheException if a setting is wrong or a file is missing; the message
   *     names it and what to do
   */
  public static ConnectionSettings resolve(
      @Nullable URI uri, @Nullable Properties properties, ClassLoader loader) {
    return resolve(uri, properties, loader, Environment.current());
  }

  static ConnectionSettings resolve(
      @Nullable URI uri,
      @Nullable Properties properties,
      ClassLoader loader,
      Environment environment) {
    Objects.requireNonNull(loader, "loader");
    return new SettingsResolver(
            properties == null ? new Properties() : properties, loader, environment)
        .resolve(uri == null ? DEFAULT_URI : uri);
  }

  /** The server's address or addresses, as errors name them; never holds a secret. */
  public String address() {
    return address;
  }

  /** The prefix of every key on the server. */
  public String namespace() {
    return namespace;
  }

  /** How long an operation may take, all its requests and retries included; at least 1 ms. */
  public Duration deadline() {
    return deadline;
  }

  /** How many partitions a cache has that doesn't say: more than one where there are more nodes. */
  int defaultPartitions() {
    return cluster ? CLUSTER_PARTITIONS : 1;
  }

  ConnectionTarget target() {
    return target;
  }

  /** The address, namespace and deadline; no secret. */
  @Override
  public String toString() {
    return "ConnectionSettings["
        + address
        + ", namespace="
        + namespace
        + ", deadline="
        + deadline
        + "]";
  }
}
