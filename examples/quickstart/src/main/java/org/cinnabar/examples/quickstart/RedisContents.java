package org.cinnabar.examples.quickstart;

import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.RType;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.SingleServerConfig;

/** What a server holds for Cinnabar, seen by a client that knows nothing of it. */
final class RedisContents {

  /**
   * One key of the server.
   *
   * @param name its name
   * @param type what kind of value it is
   * @param elements how many fields or elements it has
   * @param bytes the memory it takes
   */
  record Key(String name, String type, int elements, long bytes) {}

  private RedisContents() {}

  /** The keys whose names start with {@code cinnabar:}, in order. */
  static List<Key> of(RedisAddress address) {
    RedissonClient client = Redisson.create(config(address));
    try {
      return client
          .getKeys()
          .getKeysStream(KeysScanOptions.defaults().pattern("cinnabar:*"))
          .sorted()
          .map(name -> describe(client, name))
          .toList();
    } finally {
      client.shutdown();
    }
  }

  private static Key describe(RedissonClient client, String name) {
    RType type = client.getKeys().getType(name);
    long bytes = client.getBucket(name, ByteArrayCodec.INSTANCE).sizeInMemory();
    if (type == RType.MAP) {
      return new Key(name, "hash", client.getMap(name, ByteArrayCodec.INSTANCE).size(), bytes);
    }
    if (type == RType.ZSET) {
      int size = client.getScoredSortedSet(name, ByteArrayCodec.INSTANCE).size();
      return new Key(name, "sorted set", size, bytes);
    }
    return new Key(name, type == RType.OBJECT ? "string" : "other", 1, bytes);
  }

  private static Config config(RedisAddress address) {
    Config config = new Config();
    String login = address.uri().getUserInfo();
    if (login != null) {
      int colon = login.indexOf(':');
      config.setUsername(colon > 0 ? login.substring(0, colon) : null);
      config.setPassword(login.substring(colon + 1));
    }
    SingleServerConfig server = config.useSingleServer();
    server.setAddress(address.toString()).setDatabase(address.database());
    server.setConnectionMinimumIdleSize(1).setConnectionPoolSize(2);
    server.setSubscriptionConnectionMinimumIdleSize(0);
    return config;
  }
}
