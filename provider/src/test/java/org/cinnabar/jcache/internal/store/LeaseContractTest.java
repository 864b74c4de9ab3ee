package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cinnabar.jcache.CacheTimeoutException;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.cinnabar.jcache.internal.store.LoadCoordination.Claims;
import org.cinnabar.jcache.internal.store.LoadCoordination.Loan;
import org.cinnabar.jcache.internal.store.LoadCoordination.Wanted;
import org.cinnabar.jcache.testing.RedisServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** Leases exclude each other across JVMs, cover all keys or none, and end with their holder. */
class LeaseContractTest extends StoreFixture {
  private CacheStore a;
  private CacheStore hurried;

  @BeforeEach
  void open() {
    a = store("a");
    TestConnection connection =
        new TestConnection(server("b"), subject.redis().uri(), Duration.ofMillis(400));
    hurried = stores(connection).open(cacheName, metadata());
    read(hurried, "k");
  }

  private static List<byte[]> keys(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> bytes("k" + i)).toList();
  }

  @Test
  void lease_heldByAnother() {
    CacheStore.Lease held = get(a.lease(keys(0, 1)));
    assertThatThrownBy(() -> get(hurried.lease(keys(0, 1))))
        .hasCauseInstanceOf(CacheTimeoutException.class)
        .hasMessageContainingAll(cacheName, subject.redis().uri());
    get(held.release());
    get(get(hurried.lease(keys(0, 1))).release());
    assertThat(keysOnServer()).noneMatch(key -> key.endsWith(":leases"));
  }

  @Test
  void lease_heldByTheSameStore() {
    get(hurried.lease(keys(0, 1)));
    assertThatThrownBy(() -> get(hurried.lease(keys(0, 1))))
        .hasCauseInstanceOf(CacheTimeoutException.class);
  }

  /** Whether the part that goes ahead is refused, or one of the others. */
  @Test
  void lease_allOrNone() {
    List<byte[]> wanted = keys(0, 20);
    Comparator<byte[]> byPartition =
        Comparator.comparingInt(key -> KeyNames.partitionOf(key, subject.partitions()));
    for (byte[] taken :
        List.of(Collections.min(wanted, byPartition), Collections.max(wanted, byPartition))) {
      CacheStore.Lease held = get(a.lease(List.of(taken)));
      assertThatThrownBy(() -> get(hurried.lease(wanted)))
          .hasCauseInstanceOf(CacheTimeoutException.class);
      await().until(() -> leaseFields() == 1);
      get(held.release());
    }
  }

  @Test
  void lease_manyKeys() {
    CacheStore.Lease held = get(a.lease(keys(0, 10_000)));
    assertThat(leaseFields()).isEqualTo(10_000);
    get(held.release());
    assertThat(leaseFields()).isZero();
  }

  @Test
  void lease_partitionsSideBySide() {
    assumeThat(subject.partitions()).isGreaterThan(1);
    TestConnection connection = connection("b");
    KeyNames names = new KeyNames(KeyNames.DEFAULT_NAMESPACE, cacheName);
    LeaseManager leases =
        new LeaseManager(
            new StoreContext(
                cacheName, new Commands(connection), names, subject.partitions(), "node"));

    CacheStore.Lease held = get(leases.lease(keys(0, 100)));

    assertThat(connection.mostUnderWay).hasValueGreaterThan(1);
    assertThat(leaseFields()).isEqualTo(100);
    get(held.release());
  }

  @Test
  void lease_overdue() {
    get(a.lease(keys(0, 1)));
    leases()
        .forEach(
            map -> map.replaceAll((key, held) -> "1000:" + held.substring(held.indexOf(':') + 1)));
    CacheStore.Lease taken = get(hurried.lease(keys(0, 1)));
    get(taken.release());
  }

  @Test
  void release_leavesAForeignLease() {
    CacheStore.Lease late = get(a.lease(keys(0, 1)));
    leases().forEach(map -> map.replaceAll((key, held) -> "99999999999999:another"));
    get(late.release());
    assertThat(leaseFields()).isEqualTo(1);
  }

  @Test
  void lease_waitsItsTurn() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    CacheStore b = store("b");
    for (int i = 0; i < 20; i++) {
      CacheStore store = i % 2 == 0 ? a : b;
      ends.add(
          store
              .lease(keys(0, 5))
              .thenCompose(
                  lease -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    return store
                        .read(keys(0, 1))
                        .thenCompose(
                            read -> {
                              inside.decrementAndGet();
                              return lease.release();
                            });
                  }));
    }
    ends.forEach(StoreFixture::get);
    assertThat(most).hasValue(1);
  }

  @Test
  void lease_isRenewed() {
    assumeThat(subject.partitions() == 1 && subject.redis() == RedisServers.shared()).isTrue();
    CacheStore.Lease held = get(a.lease(keys(0, 1)));
    List<String> first = List.copyOf(leases().get(0).values());
    await().until(() -> !List.copyOf(leases().get(0).values()).equals(first));
    get(held.release());
    assertThat(leaseFields()).isZero();
  }

  @Test
  void commitUnderALease_changesNothingOnceThatIsLost() {
    Commit write = Commit.ifAbsent(bytes("k"), write("loaded"), true);
    assertThat(commit(a, write.under("nobody's")).status()).isEqualTo(Status.LOST);
    Loan lease = claim(a, "k", 60_000);
    assertThat(commit(a, write.under("another's")).status()).isEqualTo(Status.LOST);
    assertThat(read(a, "k")).isNull();

    CommitResult stored = commit(hurried, write.under(lease.token()));
    assertThat(stored.status()).isEqualTo(Status.ABSENT);
    assertValue(a, "k", "loaded");
    get(lease.release());
    remove(a, "k");
    assertThat(commit(a, write.under(lease.token())).status()).isEqualTo(Status.LOST);
  }

  @Test
  void commitUnderALease_thatEnded() {
    Loan lease = claim(a, "k", 100);
    a.close(); // nobody renews it
    Commit write = Commit.ifAbsent(bytes("k"), write("loaded"), true).under(lease.token());
    await().pollDelay(Duration.ofMillis(150)).until(() -> true); // longer than it lives
    assertThat(commit(hurried, write).status()).isEqualTo(Status.LOST);
    assertThat(read(hurried, "k")).isNull();
  }

  @Test
  void commitsUnderLeases_betweenOthers_eachForItself() {
    Loan lease = claim(a, "k1", 60_000);
    put(a, "k2", "newer", Ttl.ETERNAL);
    Change loaded = write("loaded");
    List<CommitResult> results =
        get(
            a.commit(
                List.of(
                    Commit.ifAbsent(bytes("k0"), write("put"), true),
                    Commit.either(bytes("k1"), loaded, Change.KEEP, true).under(lease.token()),
                    Commit.either(bytes("k2"), loaded, Change.KEEP, true).under("lost"),
                    Commit.either(bytes("k3"), loaded, Change.KEEP, true).under("lost"),
                    Commit.ifAbsent(bytes("k4"), write("put"), true))));
    assertThat(results)
        .extracting(CommitResult::status)
        .containsExactly(Status.ABSENT, Status.ABSENT, Status.PRESENT, Status.LOST, Status.ABSENT);
    assertThat(text(results.get(2).prior())).isEqualTo("newer");
    assertThat(read(a, "k3")).isNull();
  }

  private static Change write(String text) {
    return Change.write(value(text), Ttl.ETERNAL, EventKind.CREATED);
  }

  private static List<Wanted> wanted(String key) {
    return List.of(new Wanted(bytes(key), null));
  }

  private static Loan claim(CacheStore store, String key, long leaseMillis) {
    Claims claims = get(store.loads().claim(wanted(key), leaseMillis));
    assertThat(claims.each().get(0).isTaken()).isTrue();
    return claims.lease();
  }

  private List<Map<String, String>> leases() {
    return partitions().stream()
        .<Map<String, String>>map(
            partition -> client().getMap(partition.leases(), StringCodec.INSTANCE))
        .toList();
  }

  private int leaseFields() {
    return leases().stream().mapToInt(Map::size).sum();
  }
}
