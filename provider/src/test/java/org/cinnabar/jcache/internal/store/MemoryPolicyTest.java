package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a server that may drop whole partitions. */
class MemoryPolicyTest extends ConnectionFixture {
  private static final String[] LIMITED = {"--maxmemory", "100mb", "--maxmemory-policy"};

  static List<java.nio.file.Path> binaries() {
    return RedisServers.binaries();
  }

  private static String[] limited(String policy) {
    return new String[] {LIMITED[0], LIMITED[1], LIMITED[2], policy};
  }

  private MemoryPolicy policy(TestRedis redis) {
    return connect(redis.uri())
        .execute(server -> MemoryPolicy.ask(server.client(), "shop:probe"))
        .join();
  }

  /** What is logged while a cache's connection is made, and used further. */
  private String logged(String uri, String until) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      RedisConnection connection = connect(uri);
      connection.execute(set("k", "v")).join();
      await().until(() -> log.toString(StandardCharsets.UTF_8).contains(until));
      for (int i = 0; i < 20; i++) {
        assertThat(connection.execute(get("k")).join()).isEqualTo("v");
      }
      // What else there is to say has been asked for before this.
      connection.execute(server -> MemoryPolicy.ask(server.client(), "shop:probe")).join();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("binaries")
  void policyThatPicksFromAllKeys_isWarnedOf(java.nio.file.Path binary) throws Exception {
    TestRedis redis = server(binary, limited("allkeys-lfu"));
    assertThat(policy(redis)).isEqualTo(new MemoryPolicy("allkeys-lfu", "104857600"));
    assertThat(policy(redis).warning(redis.uri()))
        .contains(redis.uri(), "allkeys-lfu", "104857600", "noeviction", "max-entries");
  }

  @ParameterizedTest
  @ValueSource(strings = {"noeviction", "volatile-lru", "volatile-ttl"})
  void policyThatLeavesPartitionsAlone_isNot(String policy) throws Exception {
    assertThat(policy(server(limited(policy))).warning("any")).isNull();
  }

  @Test
  void policyThatNeverApplies_isNot() throws Exception {
    assertThat(policy(server("--maxmemory-policy", "allkeys-lru")).warning("any")).isNull();
  }

  @Test
  void connecting_warnsOnce() throws Exception {
    TestRedis redis = server(limited("allkeys-lru"));
    assertThat(logged(redis.uri(), "maxmemory-policy")).containsOnlyOnce("allkeys-lru");
  }

  @Test
  void serverThatDoesNotTell_isMentioned() throws Exception {
    TestRedis redis = server(limited("allkeys-lru"));
    redis.ask("ACL SETUSER shop on >secret ~* &* +@all -info -config");
    String uri = redis.uri().replace("redis://", "redis://shop:secret@");
    assertThat(logged(uri, "maxmemory-policy"))
        .contains("doesn't tell", redis.uri().substring("redis://".length()))
        .doesNotContain("secret");
  }
}
