package org.cinnabar.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cinnabar.benchmarks.peer.Target;
import redis.clients.jedis.RedisClient;

/** What a Redis server says of itself. */
final class RedisStatistics implements AutoCloseable {
  private final RedisClient redis;

  RedisStatistics(Target target) {
    this.redis = RedisClient.create(target.host(), target.port());
  }

  /** Empties the server. */
  static void flush(Target target) {
    try (RedisClient redis = RedisClient.create(target.host(), target.port())) {
      redis.flushAll();
    }
  }

  /** All that it has done so far. */
  Counts counts() {
    String info = redis.info("stats");
    return new Counts(
        number(info, "total_commands_processed"),
        number(info, "total_reads_processed"),
        number(info, "total_net_input_bytes"),
        number(info, "total_net_output_bytes"));
  }

  /** The memory that its data takes, connections and the like left out, in bytes. */
  long dataMemory() {
    return number(redis.info("memory"), "used_memory_dataset");
  }

  @Override
  public void close() {
    redis.close();
  }

  private static long number(String info, String name) {
    Matcher matcher = Pattern.compile("(?m)^" + name + ":(\\d+)").matcher(info);
    if (!matcher.find()) {
      throw new IllegalStateException("The server doesn't tell " + name + "; take a newer one");
    }
    return Long.parseLong(matcher.group(1));
  }

  /**
   * Totals since the server's start.
   *
   * @param commands commands, those within scripts included
   * @param reads how often it found something to read on a connection: of one client that waits for
   *     each answer, the round trips
   * @param received bytes from clients
   * @param sent bytes to clients
   */
  record Counts(long commands, long reads, long received, long sent) {

    /** What came since the other. */
    Counts since(Counts before) {
      return new Counts(
          commands - before.commands,
          reads - before.reads,
          received - before.received,
          sent - before.sent);
    }
  }
}
