package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Nothing expired is returned by any verb, expiry is published where somebody listens, and an idle
 * cache costs nothing.
 */
class ExpiryContractTest extends StoreFixture {
  private static final Interest EXPIRED = new Interest(EventKind.EXPIRED.mask(), 0, false);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private final RecordingListener listener = new RecordingListener();
  private TestConnection connection;
  private CacheStore store;

  @BeforeEach
  void open() {
    connection = connection("a");
    store = stores(connection).open(cacheName, metadata());
  }

  /**
   * An entry whose deadline has passed but which nobody has swept: the sweeper of the JVM that
   * wrote it is gone.
   */
  private void putExpired(String key) {
    CacheStore dead = stores(connection("b")).open(cacheName, metadata());
    put(dead, key, "old", 60);
    dead.close();
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> ServerView.millisToLive(client(), partition(key), bytes(key), isNative()) < 0);
  }

  @Test
  void scan_expired() {
    put(store, "live", "value", 50_000);
    putExpired("k");
    assertThat(BatchContractTest.scanAll(store, 10)).containsOnlyKeys("live");
  }

  @Test
  void read_overdueButNotSwept() {
    assertThat(read(store, "other")).isNull();
    // the check, the read and the first sweeps, after which nothing is scheduled
    int first = 2 + subject.partitions();
    await().until(() -> connection.executed.get() >= first);
    ServerView.plantOverdue(client(), partition("k"), bytes("k"), value("old"));
    assertThat(read(store, "k")).isNull();
    assertThat(get(store.read(List.of(bytes("k"), bytes("other"))))).containsOnlyNulls();
    assertThat(BatchContractTest.scanAll(store, 10)).isEmpty();
    assertThat(indexSize()).as("reading writes nothing").isEqualTo(1);
  }

  @Test
  void put_expired() {
    putExpired("k");
    assertThat(put(store, "k", "new", Ttl.ETERNAL).status()).isEqualTo(Status.ABSENT);
    assertValue(store, "k", "new");
  }

  @Test
  void put_unchangedOnExpired() {
    putExpired("k");
    assertThat(put(store, "k", "new", Ttl.UNCHANGED).prior()).isNull();
    assertValue(store, "k", "new");
    assertThat(indexSize()).isZero();
  }

  @Test
  void remove_expired() {
    putExpired("k");
    assertThat(remove(store, "k"))
        .extracting(CommitResult::status, CommitResult::prior)
        .containsExactly(Status.ABSENT, null);
  }

  @Test
  void batch_expired() {
    putExpired("k");
    put(store, "live", "value", 50_000);
    assertThat(get(store.read(List.of(bytes("k"), bytes("live"), bytes("none")))))
        .extracting(StoreFixture::text)
        .containsExactly(null, "value", null);
  }

  @Test
  void listen_idleCache() {
    get(store.listen(EXPIRED, listener));
    put(store, "k", "old", 300);
    assertExpiredOnce("k");
  }

  @Test
  void listen_writtenBefore() {
    put(store, "k", "old", 600);
    get(store.listen(EXPIRED, listener));
    assertExpiredOnce("k");
  }

  @Test
  void listen_writtenBeforeByManyKeys() {
    int count = 1_500;
    List<Commit> commits =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    Commit.ifAbsent(
                        bytes("k" + i), Change.write(value("v"), 3_000, EventKind.CREATED), false))
            .toList();
    get(store.commit(commits));
    get(store.listen(EXPIRED, listener));
    await().atMost(Duration.ofSeconds(10)).until(() -> listener.events.size() >= count);
    assertThat(listener.events)
        .extracting(event -> new String(event.key()))
        .doesNotHaveDuplicates()
        .hasSize(count);
  }

  @Test
  void listen_writerDied() {
    get(store.listen(EXPIRED, listener));
    CacheStore dead = store("b");
    put(dead, "k", "old", 300);
    dead.close();
    assertExpiredOnce("k");
  }

  @Test
  void listen_twoSweepers() {
    RecordingListener other = new RecordingListener();
    CacheStore second = store("b");
    get(store.listen(EXPIRED, listener));
    get(second.listen(EXPIRED, other));
    put(second, "k", "old", 100);
    assertExpiredOnce("k");
    await().untilAsserted(() -> assertThat(other.events).hasSize(1));
  }

  @Test
  void commit_meetsOverdueEntry() {
    get(store.listen(new Interest(15, 0, false), listener));
    ServerView.plantOverdue(client(), partition("k"), bytes("k"), value("old"));
    assertThat(put(store, "k", "new", Ttl.ETERNAL).status()).isEqualTo(Status.ABSENT);
    await().until(() -> listener.events.size() == 2);
    assertThat(listener.events)
        .extracting(
            StoreEvent::kind, event -> text(event.oldValue()), event -> text(event.newValue()))
        .containsExactly(
            tuple(EventKind.EXPIRED, "old", null), tuple(EventKind.CREATED, null, "new"));
    assertThat(indexSize()).isZero();
  }

  private void assertExpiredOnce(String key) {
    await()
        .atMost(Duration.ofMillis(1_900))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !listener.events.isEmpty());
    await().during(Duration.ofMillis(200)).until(() -> listener.events.size() == 1);
    StoreEvent event = listener.events.get(0);
    assertThat(event.kind()).isEqualTo(EventKind.EXPIRED);
    assertThat(event.key()).isEqualTo(bytes(key));
    assertThat(text(event.oldValue())).isEqualTo("old");
    assertThat(event.newValue()).isNull();
    assertThat(indexSize()).isZero();
  }

  @Test
  void sweep_removesWithoutListeners() {
    assumeThat(isNative()).isFalse();
    put(store, "k", "old", 50);
    assertThat(indexSize()).isEqualTo(1);
    await().until(() -> indexSize() == 0);
    assertThat(keysOnServer()).noneMatch(key -> key.endsWith(":entries"));
  }

  @Test
  void sweep_afterOpening() {
    assumeThat(isNative()).isFalse();
    putExpired("k");
    assertThat(indexSize()).isEqualTo(1);
    CacheStore later = store("b");
    read(later, "other");
    await().until(() -> indexSize() == 0);
  }

  /** A server shows a value for one millisecond longer than it knows the value's deadline. */
  @Test
  void update_inTheLastMillisecond_doesNotMakeEternal() {
    Commit update =
        Commit.ifPresent(
            bytes("k"), Change.write(value("new"), Ttl.UNCHANGED, EventKind.UPDATED), false);
    for (int round = 0; round < 50; round++) {
      put(store, "k", "old", 3);
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofNanos(1))
          .until(() -> commit(store, update).status() != Status.PRESENT);
    }
  }

  @Test
  void sweep_idle() {
    put(store, "eternal", "value", Ttl.ETERNAL);
    put(store, "k", "value", 50_000);
    AtomicInteger before = new AtomicInteger();
    AtomicLong since = new AtomicLong(System.nanoTime());
    await()
        .until(
            () -> {
              int now = connection.executed.get();
              if (before.getAndSet(now) != now) {
                since.set(System.nanoTime());
              }
              return System.nanoTime() - since.get() > QUIET.toNanos();
            });
  }

  @Test
  void native_withoutListenersUsesNoIndex() {
    assumeThat(isNative()).isTrue();
    put(store, "k", "value", 50_000);
    assertThat(indexSize()).isZero();
  }

  @Test
  void indexed_withoutItsDeadlineCountsAsExpired() {
    get(store.listen(EXPIRED, listener));
    put(store, "k", "old", 50_000);
    client().getScoredSortedSet(partition("k").deadlines(), ByteArrayCodec.INSTANCE).delete();
    assertThat(read(store, "k")).isNull();
    assertThat(put(store, "k", "new", 50_000).status()).isEqualTo(Status.ABSENT);
  }
}
