package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.management.ObjectName;
import org.cinnabar.jcache.internal.management.CacheShapeBean;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalServersExtension;
import org.cinnabar.jcache.testing.OnEveryServer;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a cache lies, and how much of it. */
@ExtendWith(LocalServersExtension.class)
class CacheShapeTest {
  private static final int SLOTS = 16_384;

  private static CinnabarConfiguration<Integer, String> configuration() {
    CinnabarConfiguration<Integer, String> configuration =
        new CinnabarConfiguration<Integer, String>()
            .setTypes(Integer.class, String.class)
            .setPartitions(4);
    configuration.setManagementEnabled(true);
    return configuration;
  }

  private static Map<Integer, String> entries(int count) {
    Map<Integer, String> entries = new HashMap<>();
    for (int i = 0; i < count; i++) {
      entries.put(i, "x".repeat(100));
    }
    return entries;
  }

  private static boolean isCluster(TestRedis server) {
    return server.uri().contains("+cluster:");
  }

  /** The addresses of a server, or of all masters of what stands for it. */
  private static Set<String> nodes(TestRedis server) {
    return server
        .ask("INFO server")
        .lines()
        .filter(line -> line.startsWith("tcp_port:"))
        .map(line -> line.replace("tcp_port:", "127.0.0.1:"))
        .collect(Collectors.toSet());
  }

  /** Each node has a part of what there is, and all of them have it all. */
  private static void assertTogether(
      List<CacheShape.Node> shape, TestRedis server, int partitions, long entries, long bytes) {
    assertThat(shape)
        .extracting(CacheShape.Node::address)
        .doesNotHaveDuplicates()
        .isSubsetOf(nodes(server));
    assertThat(shape.stream().mapToInt(CacheShape.Node::partitions).sum()).isEqualTo(partitions);
    assertThat(shape.stream().mapToLong(CacheShape.Node::entries).sum()).isEqualTo(entries);
    assertThat(shape.stream().mapToLong(CacheShape.Node::bytes).sum()).isEqualTo(bytes);
  }

  /** What a shape says of each node is what the nodes say themselves. */
  @Test
  void shape_onACluster_isThatOfItsNodes(LocalCluster cluster) {
    try (JCacheFixture fixture = JCacheFixture.on(cluster)) {
      Cache<Integer, String> cache = fixture.cache(configuration().setPartitions(32));
      cache.putAll(entries(1_000));

      CacheShape shape = cache.unwrap(CacheShape.class);

      assertThat(shape.partitions()).hasSize(32);
      assertThat(shape.nodes()).hasSize(3);
      for (TestRedis master : cluster.masters()) {
        String address = "127.0.0.1:" + master.port();
        List<String> hashes = master.strings("KEYS " + fixture.namespace() + ":*:entries");
        List<CacheShape.Partition> there =
            shape.partitions().stream().filter(each -> each.node().equals(address)).toList();
        assertThat(there)
            .extracting(CacheShape.Partition::slot)
            .containsExactlyInAnyOrderElementsOf(
                hashes.stream()
                    .map(key -> (int) number(master, "CLUSTER KEYSLOT " + key))
                    .toList());
        long entries = hashes.stream().mapToLong(key -> number(master, "HLEN " + key)).sum();
        long bytes = there.stream().mapToLong(CacheShape.Partition::bytes).sum();
        assertThat(bytes).isGreaterThan(100 * entries);
        assertThat(shape.nodes())
            .contains(new CacheShape.Node(address, hashes.size(), entries, bytes));
      }
      assertThat(shape.entries()).isEqualTo(1_000);
    }
  }

  private static long number(TestRedis server, String command) {
    return Long.parseLong(server.ask(command).lines().findFirst().orElseThrow().substring(1));
  }

  @OnEveryServer
  void shape_countsEntriesAndBytesOfEachPartition(TestRedis server) throws Exception {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Integer, String> cache = fixture.cache(configuration());
      cache.putAll(entries(1_000));

      CacheShape shape = cache.unwrap(CacheShape.class);

      assertThat(shape.cache()).isEqualTo("cache");
      assertThat(shape.partitions())
          .extracting(CacheShape.Partition::number)
          .containsExactly(0, 1, 2, 3);
      assertThat(shape.partitions())
          .allMatch(partition -> nodes(server).contains(partition.node()))
          .allMatch(partition -> partition.entries() > 150)
          .allMatch(partition -> partition.bytes() > 100 * partition.entries());
      assertThat(shape.entries()).isEqualTo(1_000);
      assertThat(shape.bytes()).isBetween(110_000L, 400_000L);
      assertThat(shape.skew()).isBetween(1.0, 1.4);
      if (isCluster(server)) { // a quarter of the slots for each
        assertThat(shape.partitions())
            .extracting(partition -> partition.slot() * 4 / SLOTS)
            .containsExactlyInAnyOrder(0, 1, 2, 3);
      } else {
        assertThat(shape.partitions()).allMatch(partition -> partition.slot() == -1);
      }
      assertTogether(shape.nodes(), server, 4, shape.entries(), shape.bytes());
      assertThat(shape.fullest(1).get(0).entries())
          .isEqualTo(
              shape.partitions().stream()
                  .mapToLong(CacheShape.Partition::entries)
                  .max()
                  .orElseThrow());
    }
  }

  @OnEveryServer
  void shapeOfAManager_hasAllItsCaches(TestRedis server) {
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      fixture.manager().createCache("one", configuration()).putAll(entries(30));
      fixture.manager().createCache("two", configuration()).putAll(entries(70));

      ManagerShape shape = fixture.manager().unwrap(ManagerShape.class);

      assertThat(shape.caches()).extracting(CacheShape::cache).containsExactly("one", "two");
      assertThat(shape.caches()).extracting(CacheShape::entries).containsExactly(30L, 70L);
      assertThat(shape.entries()).isEqualTo(100);
      assertThat(shape.bytes()).isGreaterThan(10_000);
      assertTogether(shape.nodes(), server, 8, 100, shape.bytes());
    }
  }

  @OnEveryServer
  void bean_showsTheShape_whileManagementIsEnabled(TestRedis server) throws Exception {
    ObjectName name;
    try (JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Integer, String> cache = fixture.cache(configuration());
      cache.putAll(entries(10));
      name =
          new ObjectName(
              "org.cinnabar:type=CacheShape,CacheManager="
                  + fixture.manager().getURI().toString().replaceAll("[,:=\"*?\n]", ".")
                  + ",Cache=cache");
      assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Entries"))
          .isEqualTo(10L);
      assertThat(
              (String)
                  ManagementFactory.getPlatformMBeanServer().invoke(name, "report", null, null))
          .contains("10 entries", "4 partitions", "127.0.0.1:" + server.port());
    }
    assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name)).isFalse();
  }

  @Test
  void bean_serverDown_asksOnceForAllFigures() {
    AtomicInteger asked = new AtomicInteger();
    try (TestRedis server = TestRedis.embedded();
        JCacheFixture fixture = JCacheFixture.on(server)) {
      Cache<Integer, String> cache = fixture.cache(configuration());
      cache.putAll(entries(10));
      CacheShapeBean bean =
          new CacheShapeBean(
              () -> {
                asked.incrementAndGet();
                return cache.unwrap(CacheShape.class);
              });
      server.pause();

      assertThatThrownBy(bean::getEntries).isInstanceOf(CacheTimeoutException.class);
      assertThatThrownBy(bean::getBytes).isInstanceOf(CacheTimeoutException.class);
      assertThatThrownBy(bean::getSkew).isInstanceOf(CacheTimeoutException.class);

      assertThat(asked).hasValue(1);
      server.resume();
    }
  }

  @Test
  void fullest_negative_isRefused() {
    CacheShape shape = new CacheShape("any", List.of());
    assertThat(shape.fullest(0)).isEmpty();
    assertThatThrownBy(() -> shape.fullest(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count must be at least 0, not -1");
  }

  @Test
  void skew_isThatOfTheFullest() {
    CacheShape shape =
        new CacheShape(
            "any",
            List.of(
                new CacheShape.Partition(0, 7, "a:1", 90, 900),
                new CacheShape.Partition(1, 9, "b:1", 10, -1)));
    assertThat(shape.skew()).isEqualTo(1.8);
    assertThat(shape.bytes()).isEqualTo(-1);
    assertThat(shape.nodes())
        .containsExactly(
            new CacheShape.Node("a:1", 1, 90, 900), new CacheShape.Node("b:1", 1, 10, -1));
  }
}
