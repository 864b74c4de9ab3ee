package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.ClusterServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.ReplicatedServersConfig;
import org.redisson.config.SentinelServersConfig;
import org.redisson.config.SingleServerConfig;

/** Redisson's configuration of the servers that a URI names. */
final class ServerConfigs {
  // A cache's commands are short: Redisson's 32 event loop threads and 16 workers for each manager
  // would mostly idle.
  private static final int NETTY_THREADS = 2;
  private static final int WORKERS = 2;
  private static final int CONNECTIONS = 16;
  private static final int SUBSCRIPTION_CONNECTIONS = 4;
  private static final int PING_MILLIS = 5_000;

  /** How often servers are asked who is master now, and which slots they have. */
  private static final int SCAN_MILLIS = 500;

  private static final int NO_DNS_MONITORING = -1;

  private ServerConfigs() {}

  static Config create(RedisUri uri, int limitMillis) {
    Config config = new Config();
    config
        .setNettyThreads(NETTY_THREADS)
        .setThreads(WORKERS)
        .setKeepPubSubOrder(true)
        .setReferenceEnabled(false);
    config.setUsername(uri.user()).setPassword(uri.password());
    switch (uri.topology()) {
      case SINGLE -> single(config.useSingleServer(), uri, limitMillis);
      case CLUSTER -> cluster(config.useClusterServers(), uri, limitMillis);
      case SENTINEL -> sentinel(config.useSentinelServers(), uri, limitMillis);
      case REPLICAS -> replicas(config.useReplicatedServers(), uri, limitMillis);
    }
    return config;
  }

  private static void single(SingleServerConfig server, RedisUri uri, int limitMillis) {
    server.setAddress(uri.addresses().get(0)).setDatabase(uri.database());
    common(server, limitMillis);
    server.setConnectionPoolSize(CONNECTIONS).setConnectionMinimumIdleSize(1);
    server
        .setSubscriptionConnectionPoolSize(SUBSCRIPTION_CONNECTIONS)
        .setSubscriptionConnectionMinimumIdleSize(1);
    if (isNumeric(uri)) {
      server.setDnsMonitoringInterval(NO_DNS_MONITORING);
    }
  }

  private static void cluster(ClusterServersConfig servers, RedisUri uri, int limitMillis) {
    servers.setNodeAddresses(uri.addresses());
    servers.setScanInterval(SCAN_MILLIS);
    // While a master is missing, the keys of the others can be had.
    servers.setCheckSlotsCoverage(false);
    several(servers, uri, limitMillis);
  }

  private static void sentinel(SentinelServersConfig servers, RedisUri uri, int limitMillis) {
    servers.setSentinelAddresses(uri.addresses());
    servers.setMasterName(uri.master()).setDatabase(uri.database()).setScanInterval(SCAN_MILLIS);
    // One that is known is enough to begin with: it may be the only one that is up.
    servers.setCheckSentinelsList(false);
    several(servers, uri, limitMillis);
  }

  private static void replicas(ReplicatedServersConfig servers, RedisUri uri, int limitMillis) {
    servers.setNodeAddresses(uri.addresses());
    servers.setDatabase(uri.database()).setScanInterval(SCAN_MILLIS);
    several(servers, uri, limitMillis);
  }

  private static void several(
      BaseMasterSlaveServersConfig<?> servers, RedisUri uri, int limitMillis) {
    common(servers, limitMillis);
    servers.setMasterConnectionPoolSize(CONNECTIONS);
    servers.setMasterConnectionMinimumIdleSize(1);
    // Redisson's read mode is left at replicas: only what asks for them is sent as a read.
    servers.setSlaveConnectionPoolSize(CONNECTIONS);
    servers.setSlaveConnectionMinimumIdleSize(1);
    servers.setSubscriptionConnectionPoolSize(SUBSCRIPTION_CONNECTIONS);
    servers.setSubscriptionConnectionMinimumIdleSize(1);
    if (isNumeric(uri)) {
      servers.setDnsMonitoringInterval(NO_DNS_MONITORING);
    }
  }

  private static void common(BaseConfig<?> servers, int limitMillis) {
    servers.setClientName("cinnabar");
    servers.setConnectTimeout(limitMillis);
    servers.setTimeout(limitMillis);
    servers.setSubscriptionTimeout(limitMillis);
    // Redisson sends a command again when no answer came, after our caller was told of the timeout:
    // a commit would apply twice or over a later one. So it never sends again; the next operation
    // takes another connection.
    servers.setRetryAttempts(0);
    servers.setRetryDelay(new ConstantDelay(Duration.ofMillis(100)));
    servers.setReconnectionDelay(
        new EqualJitterDelay(Duration.ofMillis(100), Duration.ofSeconds(2)));
    servers.setPingConnectionInterval(PING_MILLIS);
  }

  /** Whether no name has to be looked up. */
  private static boolean isNumeric(RedisUri uri) {
    return uri.hosts().stream()
        .allMatch(
            host -> host.startsWith("[") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}:[0-9]+"));
  }
}
