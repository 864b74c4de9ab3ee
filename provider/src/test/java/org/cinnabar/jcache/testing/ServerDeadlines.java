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
    List<Long> indexed = ofIndex(fixture, keys);
    return indexed.contains(-1L) && fixture.server().expiresFields()
        ? keys.stream().map(key -> ofField(fixture, key)).toList()
        : indexed;
  }

  private static long ofField(JCacheFixture fixture, String key) {
    return fixture
        .server()
        .ask("HPTTL " + fixture.partition(key) + "entries FIELDS 1 s:" + key)
        .lines()
        .filter(line -> line.startsWith(":"))
        .mapToLong(line -> Long.parseLong(line.substring(1)))
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> ofIndex(JCacheFixture fixture, List<String> keys) {
    List<String> time = fixture.server().ask("TIME").lines().toList();
    long now = Long.parseLong(time.get(2)) * 1000 + Long.parseLong(time.get(4)) / 1000;
    return keys.stream()
        .map(key -> ofIndex(fixture.server(), fixture.partition(key) + "deadlines", key, now))
        .toList();
  }

  private static long ofIndex(TestRedis server, String index, String key, long now) {
    List<String> score = server.ask("ZSCORE " + index + " s:" + key).lines().toList();
    return score.get(0).equals("$-1") ? -1 : (long) Double.parseDouble(score.get(1)) - now;
  }
}
