package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.testing.RedisServers;
import org.cinnabar.jcache.testing.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Stores on every server there is, with one partition and with four, and on a cluster with eight;
 * each test has a cache of its own.
 */
@StoreFixture.OnEveryServer
abstract class StoreFixture {
  /** Runs the class once for each server and partition count. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @Inherited
  @ParameterizedClass(name = "{0}")
  @MethodSource("org.cinnabar.jcache.internal.store.StoreFixture#subjects")
  @interface OnEveryServer {}

  /**
   * What a class runs against.
   *
   * @param separately whether fields are set and given their deadlines by separate commands
   *     although the server could do it at once, as with Redis 7.4
   */
  record Subject(TestRedis redis, int partitions, boolean separately) {
    @Override
    public String toString() {
      return redis
          + ", "
          + partitions
          + (partitions == 1 ? " partition" : " partitions")
          + (separately ? ", without HSETEX" : "");
    }
  }

  static Stream<Subject> subjects() {
    return Stream.concat(
        singleServers(), Stream.of(new Subject(RedisServers.topology("cluster"), 8, false)));
  }

  private static Stream<Subject> singleServers() {
    return RedisServers.all()
        .flatMap(
            redis ->
                Stream.of(
                    new Subject(redis, 1, false),
                    new Subject(redis, 4, false),
                    new Subject(redis, 1, true)))
        .filter(subject -> !subject.separately() || subject.redis().expiresFields());
  }

  private static final Map<String, RedisConnection.Server> CLIENTS = new ConcurrentHashMap<>();
  private static final AtomicInteger CACHES = new AtomicInteger();

  @Parameter Subject subject;
  final String cacheName = "orders" + CACHES.incrementAndGet();
  private final List<RedissonStores> opened = new ArrayList<>();

  @AfterEach
  void closeStores() {
    opened.forEach(RedissonStores::close);
    client().getKeys().flushdb();
  }

  /** A client of this test's server, as one JVM would have; kept for all tests. */
  RedisConnection.Server server(String jvm) {
    RedisConnection.Server server =
        CLIENTS.computeIfAbsent(
            subject.redis() + jvm, key -> TestConnection.connect(subject.redis()));
    ServerCapabilities found = server.capabilities();
    return subject.separately()
        ? new RedisConnection.Server(
            server.client(),
            new ServerCapabilities(found.nativeFieldExpiry(), false, found.cluster()))
        : server;
  }

  RedissonClient client() {
    return server("a").client();
  }

  boolean isNative() {
    return server("a").capabilities().nativeFieldExpiry();
  }

  TestConnection connection(String jvm) {
    return new TestConnection(server(jvm), subject.redis().uri(), Duration.ofSeconds(20));
  }

  RedissonStores stores(RedisConnection connection) {
    RedissonStores stores = new RedissonStores(connection, KeyNames.DEFAULT_NAMESPACE, 1);
    opened.add(stores);
    return stores;
  }

  CacheMetadata metadata() {
    return new CacheMetadata(
        1, subject.partitions(), "java.lang.String", "java.lang.Long", "kryo-1");
  }

  /** The cache of this test as one JVM sees it. */
  CacheStore store(String jvm) {
    return stores(connection(jvm)).open(cacheName, metadata());
  }

  static <T> T get(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  static CommitResult commit(CacheStore store, Commit commit) {
    return get(store.commit(List.of(commit))).get(0);
  }

  static byte[] read(CacheStore store, String key) {
    return get(store.read(List.of(bytes(key)))).get(0);
  }

  /** Stores a value whatever was there. */
  static CommitResult put(CacheStore store, String key, String value, long ttl) {
    byte[] envelope = value(value);
    return commit(
        store,
        Commit.either(
            bytes(key),
            Change.write(envelope, ttl, EventKind.CREATED),
            Change.write(envelope, ttl, EventKind.UPDATED),
            true));
  }

  static CommitResult remove(CacheStore store, String key) {
    return commit(store, Commit.either(bytes(key), Change.KEEP, Change.REMOVE, true));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An envelope. */
  static byte[] value(String text) {
    byte[] payload = bytes(text);
    byte[] envelope = new byte[payload.length + 1];
    envelope[0] = Envelope.VERSION;
    System.arraycopy(payload, 0, envelope, 1, payload.length);
    return envelope;
  }

  /** What an envelope holds, null for none. */
  static String text(byte[] envelope) {
    return envelope == null
        ? null
        : new String(envelope, 1, envelope.length - 1, StandardCharsets.UTF_8);
  }

  /** Every key on the server. */
  List<String> keysOnServer() {
    return client().getKeys().getKeysStream().toList();
  }

  /** What the partitions of this test's cache are called. */
  List<KeyNames.Partition> partitions() {
    return new KeyNames(KeyNames.DEFAULT_NAMESPACE, cacheName).partitions(subject.partitions());
  }

  /** The one that a key belongs to. */
  KeyNames.Partition partition(String key) {
    return partitions().get(KeyNames.partitionOf(bytes(key), subject.partitions()));
  }

  /** How many deadlines the index holds. */
  int indexSize() {
    return partitions().stream()
        .mapToInt(
            partition ->
                client().getScoredSortedSet(partition.deadlines(), ByteArrayCodec.INSTANCE).size())
        .sum();
  }

  static void assertValue(CacheStore store, String key, String expected) {
    assertThat(text(read(store, key))).isEqualTo(expected);
  }
}
