package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.function.UnaryOperator;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.IncompatibleCacheException;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** Opening, the metadata record, destroying and closing. */
class LifecycleContractTest extends StoreFixture {

  private CacheStore open(UnaryOperator<CacheMetadata> change) {
    return stores(connection("b")).open(cacheName, change.apply(metadata()));
  }

  private void assertContradiction(
      String field, String theirs, String mine, UnaryOperator<CacheMetadata> change) {
    CacheStore other = open(change);
    assertThatThrownBy(() -> read(other, "k"))
        .hasCauseInstanceOf(IncompatibleCacheException.class)
        .hasMessageContainingAll(
            cacheName, field, theirs, mine, "destroyCache", subject.redis().uri());
  }

  @Test
  void open_contradictions() {
    read(store("a"), "k");
    assertContradiction(
        "formatVersion",
        "= 1",
        "= 2",
        m -> new CacheMetadata(2, m.partitions(), m.keyType(), m.valueType(), m.codec()));
    assertContradiction(
        "partitions",
        "= " + subject.partitions(),
        "= 9",
        m -> new CacheMetadata(1, 9, m.keyType(), m.valueType(), m.codec()));
    assertContradiction(
        "keyType",
        "java.lang.String",
        "java.lang.Long",
        m -> new CacheMetadata(1, m.partitions(), "java.lang.Long", m.valueType(), m.codec()));
    assertContradiction(
        "valueType",
        "java.lang.Long",
        "java.lang.Short",
        m -> new CacheMetadata(1, m.partitions(), m.keyType(), "java.lang.Short", m.codec()));
    assertContradiction(
        "codec",
        "kryo-1",
        "kryo-2",
        m -> new CacheMetadata(1, m.partitions(), m.keyType(), m.valueType(), "kryo-2"));
  }

  @Test
  void open_objectAgreesWithEveryType() {
    read(store("a"), "k");
    CacheStore untyped =
        open(
            m ->
                new CacheMetadata(
                    1, m.partitions(), "java.lang.Object", "java.lang.Object", m.codec()));
    assertThatCode(() -> read(untyped, "k")).doesNotThrowAnyException();
  }

  @Test
  void open_contradictionGoesWhenTheCacheIsDestroyed() {
    CacheStore first = store("a");
    put(first, "k", "value", Ttl.ETERNAL);
    CacheStore other =
        open(m -> new CacheMetadata(1, m.partitions(), m.keyType(), m.valueType(), "kryo-2"));
    assertThatThrownBy(() -> read(other, "k")).hasCauseInstanceOf(IncompatibleCacheException.class);
    get(first.destroy());
    assertThat(read(other, "k")).isNull();
  }

  @Test
  void open_touchesNothing() {
    store("a");
    assertThat(keysOnServer()).isEmpty();
  }

  @Test
  void open_connectionFailsAtFirst() {
    TestConnection connection = connection("a");
    CacheStore store = stores(connection).open(cacheName, metadata());
    connection.failing = true;
    assertThatThrownBy(() -> read(store, "k")).hasCauseInstanceOf(CacheConnectionException.class);
    connection.failing = false;
    put(store, "k", "value", Ttl.ETERNAL);
    assertValue(store, "k", "value");
  }

  @Test
  void metadata_readable() {
    read(store("a"), "k");
    assertThat(
            client()
                .<String, String>getMap(
                    "cinnabar:{" + cacheName + "}:metadata", StringCodec.INSTANCE)
                .readAllMap())
        .containsEntry("partitions", Integer.toString(subject.partitions()))
        .containsEntry("keyType", "java.lang.String")
        .containsEntry("codec", "kryo-1");
  }

  @Test
  void destroy_open() {
    CacheStore store = used();
    get(store.destroy());
    assertThat(keysOnServer()).isEmpty();
    store.close();
    assertThat(keysOnServer()).isEmpty();
  }

  @Test
  void destroy_notOpen() {
    used().close();
    get(stores(connection("b")).destroy(cacheName));
    assertThat(keysOnServer()).isEmpty();
  }

  @Test
  void destroy_unknown() {
    get(stores(connection("b")).destroy("never seen"));
    assertThat(keysOnServer()).isEmpty();
  }

  @Test
  void destroy_leavesOthers() {
    CacheStore other = stores(connection("a")).open(cacheName + "2", metadata());
    put(other, "k", "value", Ttl.ETERNAL);
    get(used().destroy());
    assertValue(other, "k", "value");
  }

  @Test
  void destroy_byAnotherThenWritten() {
    CacheStore store = used();
    get(stores(connection("b")).destroy(cacheName));
    put(store, "k", "value", Ttl.ETERNAL);
    await().until(() -> keysOnServer().contains("cinnabar:{" + cacheName + "}:metadata"));
  }

  /** A store that has left every kind of key. */
  private CacheStore used() {
    CacheStore store = store("a");
    get(store.listen(new Interest(15, 15, true), new RecordingListener()));
    for (int i = 0; i < 50; i++) {
      put(store, "k" + i, "value", i % 2 == 0 ? 50_000 : Ttl.ETERNAL);
    }
    get(store.lease(List.of(bytes("k1"), bytes("k2"), bytes("k3"), bytes("k4"))));
    assertThat(keysOnServer()).hasSizeGreaterThan(5);
    return store;
  }

  @Test
  void close_twiceAndWithoutServer() {
    TestConnection connection = connection("a");
    RedissonStores stores = stores(connection);
    CacheStore store = stores.open(cacheName, metadata());
    get(store.listen(new Interest(15, 0, true), new RecordingListener()));
    connection.failing = true;
    assertThatCode(store::close).doesNotThrowAnyException();
    assertThatCode(store::close).doesNotThrowAnyException();
    assertThatCode(stores::close).doesNotThrowAnyException();
    assertThatCode(stores::close).doesNotThrowAnyException();
  }

  @Test
  void client_isTheClient() {
    assertThat(stores(connection("a")).unwrap(org.redisson.api.RedissonClient.class))
        .isSameAs(client());
  }
}
