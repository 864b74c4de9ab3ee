package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConfigSupport;

/** Makes Redisson configurations, and reads addresses out of them. */
final class RedissonConfigs {
  private static final String RELOCATED =
      " Classes of your own that it names can't implement Redisson's types here, because this jar"
          + " holds a relocated copy of Redisson; the thin jar, cinnabar-provider without"
          + " classifier, uses the application's Redisson.";

  private RedissonConfigs() {}

  /**
   * A new configuration for a target that isn't the application's own client. For servers that a
   * URI names, connecting to one and each command end at the limit.
   */
  static Config create(ConnectionTarget target, Duration limit) {
    Config config;
    if (target instanceof ConnectionTarget.Server server) {
      config = ServerConfigs.create(server.uri(), Math.toIntExact(limit.toMillis()));
    } else if (target instanceof ConnectionTarget.Configured configured) {
      config = parse(configured);
    } else {
      throw new IllegalArgumentException("The application's own client needs no configuration");
    }
    // Values are decoded on the caller's thread with the manager's class loader, never by Redisson.
    config.setCodec(ByteArrayCodec.INSTANCE).setUseThreadClassLoader(false);
    // The client exists before it connects, so that closing can end it while it is still
    // connecting.
    config.setLazyInitialization(true);
    return config;
  }

  /**
   * @throws CacheException if the text is no Redisson configuration
   */
  static Config parse(ConnectionTarget.Configured configured) {
    Config config;
    try {
      ConfigSupport support = new ConfigSupport(loader(configured.loader()), false);
      config = support.fromYAML(Relocation.HERE.translate(configured.text()), Config.class);
      if (config != null) {
        ConfigSupport.getConfig(config);
      }
    } catch (RuntimeException e) {
      // Without the cause: its message quotes the text, which may hold a password.
      throw new CacheException(
          "The Redisson configuration "
              + configured.origin()
              + " is not valid"
              + TextFiles.position(e)
              + ". Compare it with Redisson's documentation of the YAML format; "
              + "it needs a server section with addresses."
              + (Relocation.HERE.isActive() ? RELOCATED : ""));
    }
    if (config == null) {
      throw new CacheException("The Redisson configuration " + configured.origin() + " is empty.");
    }
    return config;
  }

  /** The address or addresses of a target, without secrets. */
  static String address(ConnectionTarget target) {
    if (target instanceof ConnectionTarget.Server server) {
      return server.uri().address();
    }
    return addresses(known(target)).stream()
        .map(RedisUri::masked)
        .collect(Collectors.joining(", "));
  }

  /** Whether a target is a cluster. */
  static boolean isCluster(ConnectionTarget target) {
    return target instanceof ConnectionTarget.Server server
        ? server.uri().topology() == Topology.CLUSTER
        : known(target).isClusterConfig();
  }

  private static Config known(ConnectionTarget target) {
    return target instanceof ConnectionTarget.Client client
        ? client.client().getConfig()
        : parse((ConnectionTarget.Configured) target);
  }

  private static Collection<String> addresses(Config config) {
    if (config.isSingleConfig()) {
      return List.of(String.valueOf(config.useSingleServer().getAddress()));
    }
    if (config.isClusterConfig()) {
      return config.useClusterServers().getNodeAddresses();
    }
    if (config.isSentinelConfig()) {
      return config.useSentinelServers().getSentinelAddresses();
    }
    // Redisson doesn't say which of the remaining two it is, and refuses to hand out the other.
    return either(
        () -> config.useReplicatedServers().getNodeAddresses(),
        () -> List.of(String.valueOf(config.useMasterSlaveServers().getMasterAddress())));
  }

  private static Collection<String> either(
      Supplier<Collection<String>> first, Supplier<Collection<String>> second) {
    try {
      return first.get();
    } catch (IllegalStateException e) {
      return second.get();
    }
  }

  /** The given loader, or that of Redisson where the given one does not see the same Redisson. */
  private static ClassLoader loader(ClassLoader loader) {
    try {
      return Class.forName(Config.class.getName(), false, loader) == Config.class
          ? loader
          : Config.class.getClassLoader();
    } catch (ClassNotFoundException e) {
      return Config.class.getClassLoader();
    }
  }
}
