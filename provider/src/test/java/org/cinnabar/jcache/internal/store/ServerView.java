package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/** Looks past the store at what stands on the server. */
final class ServerView {
  private static final String LOOK =
      """
      local value = redis.call('HGET', KEYS[1], ARGV[1])
      local time = redis.call('TIME')
      local deadline = redis.call('ZSCORE', KEYS[2], ARGV[1])
      local indexed = deadline and math.floor(deadline - time[1] * 1000 - time[2] / 1000) or -1
      local own = -1
      if ARGV[2] == '1' and value then
        own = redis.call('HPTTL', KEYS[1], 'FIELDS', 1, ARGV[1])[1]
        if own == -2 then
          own = 0 -- within the very millisecond of its deadline a field can still be read
        end
      end
      local flag = value and bit.band(string.byte(value, 1), 4) / 4 or 0
      return {flag, indexed, own, redis.call('PTTL', KEYS[1])}
      """;

  private ServerView() {}

  private static List<Long> look(
      RedissonClient client, KeyNames.Partition partition, byte[] key, boolean isNative) {
    return client
        .getScript(ByteArrayCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_ONLY,
            LOOK,
            RScript.ReturnType.LIST,
            partition.readable(),
            key,
            StoreFixture.bytes(isNative ? "1" : "0"));
  }

  static long millisToLive(
      RedissonClient client, KeyNames.Partition partition, byte[] key, boolean isNative) {
    List<Long> seen = look(client, partition, key, isNative);
    return seen.get(0) == 1 ? seen.get(1) : seen.get(2);
  }

  /** Stores an entry whose deadline, long ago, stands in the index. */
  static void plantOverdue(
      RedissonClient client, KeyNames.Partition partition, byte[] key, byte[] envelope) {
    byte[] indexed = envelope.clone();
    indexed[0] |= (byte) Envelope.INDEXED;
    client.getScoredSortedSet(partition.deadlines(), ByteArrayCodec.INSTANCE).add(1_000, key);
    client.getMap(partition.entries(), ByteArrayCodec.INSTANCE).fastPut(key, indexed);
  }

  /**
   * Flag and index agree, no entry has both kinds of deadline, and the hash itself never expires.
   */
  static void assertConsistent(
      RedissonClient client, KeyNames.Partition partition, byte[] key, boolean isNative) {
    List<Long> seen = look(client, partition, key, isNative);
    assertThat(seen.get(0) == 1).as("flag agrees with index %s", seen).isEqualTo(seen.get(1) >= 0);
    assertThat(seen.get(0) == 1 && seen.get(2) >= 0).as("two deadlines %s", seen).isFalse();
    assertThat(seen.get(3)).as("key-level ttl").isNegative();
  }
}
