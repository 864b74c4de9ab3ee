package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.cinnabar.jcache.Eviction;
import org.redisson.client.codec.ByteArrayCodec;

/** A bounded cache, what it is filled with, and what is left of that. */
abstract class BoundFixture extends StoreFixture {
  static final int SHARE = 100;

  final AtomicLong evicted = new AtomicLong();
  private final List<Usage> usages = new ArrayList<>();

  /** The cache of this test, bounded, as one JVM sees it. */
  CacheStore bounded(String jvm, int share, Eviction eviction) {
    CacheStore store = store(jvm);
    usages.add(store.bound(new Bound(share, eviction), evicted::addAndGet));
    return store;
  }

  int entries(KeyNames.Partition partition) {
    return client().getMap(partition.entries(), ByteArrayCodec.INSTANCE).size();
  }

  int entries() {
    return partitions().stream().mapToInt(this::entries).sum();
  }

  void assertWithin(int share) {
    assertThat(partitions())
        .allSatisfy(partition -> assertThat(entries(partition)).isLessThanOrEqualTo(share));
  }

  /** Puts entries, so many for each partition, in one batch. */
  static List<String> putAll(CacheStore store, String prefix, int count, long ttl) {
    List<String> keys = IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    get(store.commit(keys.stream().map(key -> putting(key, ttl)).toList()));
    return keys;
  }

  static Commit putting(String key, long ttl) {
    return Commit.either(
        bytes(key),
        Change.write(value(key), ttl, EventKind.CREATED),
        Change.write(value(key), ttl, EventKind.UPDATED),
        false);
  }

  /** What so many of each partition are in all. */
  int all(int ofEachPartition) {
    return ofEachPartition * subject.partitions();
  }

  /** Those of the keys that are there. */
  static List<String> present(CacheStore store, List<String> keys) {
    List<byte[]> found = get(store.read(keys.stream().map(StoreFixture::bytes).toList()));
    return IntStream.range(0, keys.size())
        .filter(i -> found.get(i) != null)
        .mapToObj(keys::get)
        .toList();
  }

  /** Tells of lookups. */
  void use(List<String> keys, int times) {
    get(usages.get(0).used(keys.stream().map(key -> new Usage.Use(bytes(key), times)).toList()));
  }
}
