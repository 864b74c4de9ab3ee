package org.cinnabar.jcache.testing;

import java.util.List;

/** The deadlines of a cache's entries as they stand on the server. */
public final class ServerDeadlines {
  private ServerDeadlines() {}

  /**
   * The milliseconds that each of the entries of the fixture's cache "cache" has to live; -1 for
   * those that never expire.
   *
   * @param keys text keys without blanks, which are on the server
   */
  public static List<Long> millisToLive(JCacheFixture fixture, List<String> keys) {
    String partition = fixture.namespace() + ":{cache:0}:";
    List<Long> indexed = ofIndex(fixture.server(), partition + "deadlines", keys);
    return indexed.contains(-1L) && fixture.server().expiresFields()
        ? ofFields(fixture.server(), partition + "entries", keys)
        : indexed;
  }

  private static List<Long> ofFields(TestRedis server, String hash, List<String> keys) {
    String fields = " s:" + String.join(" s:", keys);
    return server
        .ask("HPTTL " + hash + " FIELDS " + keys.size() + fields)
        .lines()
        .filter(line -> line.startsWith(":"))
        .map(line -> Long.parseLong(line.substring(1)))
        .toList();
  }

  private static List<Long> ofIndex(TestRedis server, String index, List<String> keys) {
    List<String> time = server.ask("TIME").lines().toList();
    long now = Long.parseLong(time.get(2)) * 1000 + Long.parseLong(time.get(4)) / 1000;
    return keys.stream().map(key -> ofIndex(server, index, key, now)).toList();
  }

  private static long ofIndex(TestRedis server, String index, String key, long now) {
    List<String> score = server.ask("ZSCORE " + index + " s:" + key).lines().toList();
    return score.get(0).equals("$-1") ? -1 : (long) Double.parseDouble(score.get(1)) - now;
  }
}
