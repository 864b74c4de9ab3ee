package org.cinnabar.jcache.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.Eviction;
import org.cinnabar.jcache.LoadPolicy;
import org.cinnabar.jcache.Prediction;
import org.cinnabar.jcache.ReadFrom;
import org.cinnabar.jcache.RefreshAhead;
import org.cinnabar.jcache.ScheduledRefresh;
import org.cinnabar.jcache.Warming;
import org.cinnabar.jcache.WriteBehind;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSettingsTest {
  private static final String PARTITIONS = "cinnabar.caches.orders.partitions";

  private final Properties manager = new Properties();
  private final Map<String, String> variables = new HashMap<>();

  @TempDir Path classPath;

  @AfterEach
  void forgetSystemProperties() {
    System.getProperties().keySet().removeIf(name -> name.toString().startsWith("cinnabar.caches"));
  }

  @Test
  void places_strongestFirst() throws Exception {
    assertThat(applied("orders").getPartitions()).isZero();
    yaml("caches: {orders: {partitions: 1}}");
    assertThat(applied("orders").getPartitions()).isEqualTo(1);
    variables.put("CINNABAR_CACHES_ORDERS_PARTITIONS", "2");
    assertThat(applied("orders").getPartitions()).isEqualTo(2);
    System.setProperty(PARTITIONS, "3");
    assertThat(applied("orders").getPartitions()).isEqualTo(3);
    manager.setProperty(PARTITIONS, "4");
    assertThat(applied("orders").getPartitions()).isEqualTo(4);
    assertThat(applied("others").getPartitions()).isZero();
  }

  @Test
  void eachSetting_isRead() throws Exception {
    yaml(
        """
        caches:
          orders:
            trusted-classes: [com.acme.Order, "com.acme.model.*"]
            trust-all-classes: true
            max-depth: 7
            max-bytes: 1000
            partitions: 5
            read-from: replica
            acknowledging-replicas: 2
            expiry:
              jitter: 0.1
            near:
              size: 1000
              bytes: 3000000000
              max-age: 30s
            immutable-classes: [com.acme.Price]
            load:
              single-flight: false
              lease: 2s
              wait: 3s
              timeout: 4s
              null-for: 500ms
            refresh:
              share: 0.1
              early: 1
              stale-for: 5m
            write-behind:
              enabled: true
              batch-size: 1
              delay: 2s
              max-backlog: 3
              max-tries: 4
              backoff: 5s
              max-backoff: 6s
              takeover: 7s
              coalescing: false
              close-limit: 8s
            hot-keys:
              size: 12
            max-entries: 18
            eviction: LRU
            scheduled-refresh:
              every: 5m
              zone: Europe/Vienna
              keys: [a, b]
              page-size: 13
            warm:
              at-start: com.acme.Source
              rate: 14
              parallelism: 15
              chunk-size: 16
              fresh-for: 1m
            predict:
              related-keys: com.acme.Related
              queue-size: 17
          quotes:
            scheduled-refresh: {cron: 30 3 * * *}
        """);

    CinnabarConfiguration<?, ?> applied = applied("orders");

    assertThat(applied.getTrustedClasses()).containsExactly("com.acme.Order", "com.acme.model.*");
    assertThat(applied.isTrustAllClasses()).isTrue();
    assertThat(applied.getMaxDepth()).isEqualTo(7);
    assertThat(applied.getMaxBytes()).isEqualTo(1000);
    assertThat(applied.getReadFrom()).isEqualTo(ReadFrom.REPLICA);
    assertThat(applied.getAcknowledgingReplicas()).isEqualTo(2);
    assertThat(applied.getPartitions()).isEqualTo(5);
    assertThat(applied.getExpiryJitter()).isEqualTo(0.1);
    assertThat(applied.getNearSize()).isEqualTo(1000);
    assertThat(applied.getNearBytes()).isEqualTo(3_000_000_000L);
    assertThat(applied.getNearMaxAge()).isEqualTo(Duration.ofSeconds(30));
    assertThat(applied.getImmutableClasses()).containsExactly("com.acme.Price");
    assertThat(applied.getLoadPolicy())
        .isEqualTo(
            LoadPolicy.DEFAULT
                .withSingleFlight(false)
                .withLease(Duration.ofSeconds(2))
                .withWait(Duration.ofSeconds(3))
                .withTimeout(Duration.ofSeconds(4))
                .withNullFor(Duration.ofMillis(500)));
    assertThat(applied.getRefreshAhead())
        .isEqualTo(
            RefreshAhead.OFF.withShare(0.1).withEarly(1).withStaleFor(Duration.ofMinutes(5)));
    assertThat(applied.getWriteBehind())
        .isEqualTo(
            new WriteBehind()
                .withBatchSize(1)
                .withDelay(Duration.ofSeconds(2))
                .withMaxBacklog(3)
                .withMaxTries(4)
                .withBackoff(Duration.ofSeconds(5), Duration.ofSeconds(6))
                .withTakeover(Duration.ofSeconds(7))
                .withCoalescing(false)
                .withCloseLimit(Duration.ofSeconds(8)));
    assertThat(applied.getHotKeysSize()).isEqualTo(12);
    assertThat(applied.getMaxEntries()).isEqualTo(18);
    assertThat(applied.getEviction()).isEqualTo(Eviction.LRU);
    assertThat(applied.getScheduledRefresh())
        .isEqualTo(
            ScheduledRefresh.every(Duration.ofMinutes(5))
                .withZone(ZoneId.of("Europe/Vienna"))
                .withKeys(List.of("a", "b"))
                .withPageSize(13));
    assertThat(applied("quotes").getScheduledRefresh())
        .isEqualTo(ScheduledRefresh.cron("30 3 * * *"));
    assertThat(applied.getWarming())
        .isEqualTo(
            Warming.atStart(applied.getWarming().getSource())
                .withRate(14)
                .withParallelism(15)
                .withChunkSize(16)
                .withFreshFor(Duration.ofMinutes(1)));
    assertThat(applied.getPrediction())
        .isEqualTo(Prediction.by(applied.getPrediction().getRelatedKeys()).withQueueSize(17));
  }

  @ParameterizedTest
  @CsvSource({
    "scheduled-refresh.every,5,write a duration",
    "scheduled-refresh.every,10ms,from 1s to 366 days",
    "scheduled-refresh.cron,1 2 3,five fields",
    "scheduled-refresh.zone,Vienna,write a time zone",
    "scheduled-refresh.page-size,0,pageSize must be from 1",
    "warm.rate,-1,rate must be from 0",
    "warm.parallelism,0,parallelism must be from 1 to 256",
    "predict.queue-size,0,queueSize must be from 1",
    "hot-keys.size,-5,hotKeysSize must be from 0",
    "read-from,slave,write master or replica",
    "max-entries,-1,maxEntries must be from 0",
    "max-entries,many,write a whole number",
    "eviction,FIFO,write LFU or LRU",
    "acknowledging-replicas,one,write a whole number",
    "acknowledging-replicas,101,acknowledgingReplicas must be from 0 to 100",
  })
  void nonsense_isRefusedWithTheSetting(String setting, String value, String expected) {
    manager.setProperty("cinnabar.caches.orders." + setting, value);

    assertThatThrownBy(this::resolve)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("cinnabar.caches.orders." + setting + " is \"" + value + "\"")
        .hasMessageContaining(expected);
  }

  @Test
  void madeInCode_isKept_andTheRestIsRead() {
    manager.setProperty(PARTITIONS, "4");
    manager.setProperty("cinnabar.caches.orders.max-depth", "9");
    CinnabarConfiguration<Object, Object> code = new CinnabarConfiguration<>().setPartitions(2);

    resolve().apply("orders", code);

    assertThat(code.getPartitions()).isEqualTo(2);
    assertThat(code.getMaxDepth()).isEqualTo(9);
  }

  @Test
  void madeInCode_survivesTheCopy_evenAsTheDefaultValue() {
    manager.setProperty("cinnabar.caches.orders.max-depth", "9");
    CinnabarConfiguration<Object, Object> code =
        new CinnabarConfiguration<>().setMaxDepth(CinnabarConfiguration.DEFAULT_MAX_DEPTH);
    CinnabarConfiguration<Object, Object> copy = new CinnabarConfiguration<>(code);

    resolve().apply("orders", copy);

    assertThat(copy.getMaxDepth()).isEqualTo(CinnabarConfiguration.DEFAULT_MAX_DEPTH);
  }

  @ParameterizedTest
  @CsvSource({
    "orders.eu-1,CINNABAR_CACHES_ORDERS_EU_1_MAX_BYTES",
    "Order Lines,CINNABAR_CACHES_ORDER_LINES_MAX_BYTES",
    "café,CINNABAR_CACHES_CAF__MAX_BYTES",
  })
  void variable_ofAnyName(String cache, String variable) {
    variables.put(variable, "11");

    assertThat(applied(cache).getMaxBytes()).isEqualTo(11);
  }

  @Test
  void name_withDots_isNotThatOfAnother() {
    manager.setProperty("cinnabar.caches.orders.eu.partitions", "4");

    assertThat(applied("orders.eu").getPartitions()).isEqualTo(4);
    assertThat(applied("orders").getPartitions()).isZero();
    assertThat(applied("eu").getPartitions()).isZero();
  }

  @Test
  void everyCache_exceptThoseWithTheirOwn() throws Exception {
    yaml("caches: {'*': {near.size: 100, max-depth: 8}, orders: {near.size: 0}}");

    assertThat(applied("others").getNearSize()).isEqualTo(100);
    assertThat(applied("orders").getNearSize()).isZero();
    assertThat(applied("orders").getMaxDepth()).isEqualTo(8);
  }

  @Test
  void name_inQuotes() {
    manager.setProperty("cinnabar.caches.\"com.acme.Orders\".partitions", "4");

    assertThat(applied("com.acme.Orders").getPartitions()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key-type",
        "value-type",
        "expiry.created",
        "expiry.accessed",
        "statistics",
        "management",
        "store-by-value",
        "read-through",
        "write-through",
        "loader",
        "writer"
      })
  void settingOfTheExtension_isLeftToIt(String setting) {
    manager.setProperty("cinnabar.caches.orders." + setting, "whatever");
    variables.put(
        "CINNABAR_CACHES_ORDERS_" + setting.toUpperCase().replaceAll("[.-]", "_"), "whatever");

    assertThatCode(this::resolve).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "orders.partition,partitions",
    "orders.eu.maxdepth,max-depth",
    "orders.key_type,key-type",
    "orders.expirey.created,expiry.created",
    "partitions,partitions",
  })
  void unknownName_isRefusedWithTheNearest(String path, String nearest) {
    manager.setProperty("cinnabar.caches." + path, "4");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("manager property cinnabar.caches." + path)
        .hasMessageContaining("the nearest is " + nearest + ",");
  }

  @Test
  void problems_areToldTogether() throws Exception {
    manager.setProperty(PARTITIONS, "many");
    System.setProperty("cinnabar.caches.orders.max-depth", "0");
    variables.put("CINNABAR_CACHES_ORDERS_TRUSTED_CLASES", "a.B");
    manager.setProperty("cinnabar.caches.orders.expiry.jitter", "1.5");
    yaml("caches: {b: {trust-all-classes: yes, max-bytes: 3000000000}}");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("6 places")
        .hasMessageContaining("the manager property " + PARTITIONS + " is \"many\": write a whole")
        .hasMessageContaining("the system property cinnabar.caches.orders.max-depth is \"0\"")
        .hasMessageContaining("expiry.jitter is \"1.5\": expiryJitter must be a share from 0 to")
        .hasMessageContaining("CINNABAR_CACHES_ORDERS_TRUSTED_CLASES")
        .hasMessageContaining("the nearest is TRUSTED_CLASSES,")
        .hasMessageContaining("caches.b.trust-all-classes in cinnabar.yaml is \"yes\": write true")
        .hasMessageContaining("caches.b.max-bytes in cinnabar.yaml is \"3000000000\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"caches: 4", "caches: [orders]", "caches: {a: {loader: [[b]]}}"})
  void yaml_ofAnotherForm_isRefused(String text) throws Exception {
    yaml(text);

    assertThatThrownBy(this::resolve)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("caches")
        .hasMessageContaining("cinnabar.yaml");
  }

  @Test
  void plainConfiguration_getsWhatIsDeclared_andTheServerTheLayout() {
    TestRedis server = RedisServers.shared();
    manager.setProperty("cinnabar.caches.declared.partitions", "3");
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      Cache<Object, Object> cache =
          provider
              .getCacheManager(URI.create(server.uri() + "?namespace=settings"), loader(), manager)
              .createCache("declared", new MutableConfiguration<>());
      cache.put("a", "b");

      assertThat(server.ask("HGET settings:{declared}:metadata partitions")).contains("\n3\r");
      provider
          .getCacheManager(URI.create(server.uri() + "?namespace=settings"), loader(), manager)
          .destroyCache("declared");
    }
  }

  private CinnabarConfiguration<Object, Object> applied(String cache) {
    CinnabarConfiguration<Object, Object> configuration = new CinnabarConfiguration<>();
    resolve().apply(cache, configuration);
    return configuration;
  }

  private CacheSettings resolve() {
    return CacheSettings.resolve(manager, variables, loader());
  }

  private void yaml(String text) throws Exception {
    Files.writeString(classPath.resolve("cinnabar.yaml"), text);
  }

  private ClassLoader loader() {
    try {
      return new URLClassLoader(new URL[] {classPath.toUri().toURL()}, getClass().getClassLoader());
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
