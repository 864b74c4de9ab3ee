package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** Two JVMs hear each other's events in order, acknowledge them, and notice what they missed. */
class EventContractTest extends StoreFixture {
  private static final int ALL = 15;
  private static final Interest EVERYTHING = new Interest(ALL, 0, true);
  private final RecordingListener heardByA = new RecordingListener();
  private final RecordingListener heardByB = new RecordingListener();
  private TestConnection connectionB;
  private CacheStore a;
  private CacheStore b;

  @BeforeEach
  void open() {
    a = store("a");
    connectionB = connection("b");
    b = stores(connectionB).open(cacheName, metadata());
  }

  @Test
  void listen_everyKindInOrderWithOldValues() {
    get(b.listen(EVERYTHING, heardByB));
    put(a, "k", "one", Ttl.ETERNAL);
    put(a, "k", "two", Ttl.ETERNAL);
    CommitResult removed = remove(a, "k");
    remove(a, "k");
    await().until(() -> heardByB.events.size() == 3);
    assertThat(heardByB.events)
        .extracting(
            StoreEvent::kind, event -> text(event.oldValue()), event -> text(event.newValue()))
        .containsExactly(
            tuple(EventKind.CREATED, null, "one"),
            tuple(EventKind.UPDATED, "one", "two"),
            tuple(EventKind.REMOVED, "two", null));
    assertThat(heardByB.events.get(2).sequence()).isEqualTo(removed.sequence());
    assertThat(heardByB.events.get(2).partition()).isEqualTo(removed.partition());
    assertThat(heardByB.events).noneMatch(StoreEvent::acknowledge);
    assertThat(heardByB.lost).isEmpty();
  }

  @Test
  void listen_ownEventsAndForeignOnes() {
    get(a.listen(EVERYTHING, heardByA));
    get(b.listen(EVERYTHING, heardByB));
    put(a, "k", "one", Ttl.ETERNAL);
    put(b, "k", "two", Ttl.ETERNAL);
    await().until(() -> heardByA.events.size() == 2 && heardByB.events.size() == 2);
    assertThat(heardByA.events).usingRecursiveComparison().isEqualTo(heardByB.events);
    assertThat(heardByA.events).extracting(StoreEvent::origin).doesNotHaveDuplicates();
  }

  @Test
  void listen_oldValueOnlyWhereAskedFor() {
    get(b.listen(new Interest(ALL, 0, false), heardByB));
    put(a, "k", "one", Ttl.ETERNAL);
    put(a, "k", "two", Ttl.ETERNAL);
    remove(a, "k");
    await().until(() -> heardByB.events.size() == 3);
    assertThat(heardByB.events)
        .extracting(event -> text(event.oldValue()))
        .containsExactly(null, null, "two");
  }

  @Test
  void listen_someKinds() {
    get(a.listen(new Interest(EventKind.CREATED.mask(), 0, false), heardByA));
    get(b.listen(new Interest(EventKind.REMOVED.mask(), 0, false), heardByB));
    put(a, "k", "one", Ttl.ETERNAL);
    assertThat(put(a, "k", "two", Ttl.ETERNAL).sequence()).isZero();
    remove(a, "k");
    await().until(() -> heardByA.events.size() == 1 && heardByB.events.size() == 1);
    assertThat(heardByA.events.get(0).kind()).isEqualTo(EventKind.CREATED);
    assertThat(heardByB.events.get(0).kind()).isEqualTo(EventKind.REMOVED);
    assertThat(heardByA.lost).isEmpty();
  }

  @Test
  void listen_updateThatExpiresAtOnce() {
    get(b.listen(EVERYTHING, heardByB));
    put(a, "k", "one", Ttl.ETERNAL);
    Change change = new Change(Change.Kind.REMOVE, value("two"), Ttl.UNCHANGED, EventKind.UPDATED);
    commit(a, Commit.ifPresent(bytes("k"), change, false));
    await().until(() -> heardByB.events.size() == 2);
    assertThat(text(heardByB.events.get(1).newValue())).isEqualTo("two");
    assertThat(read(a, "k")).isNull();
  }

  @Test
  void listen_none() {
    get(b.listen(EVERYTHING, heardByB));
    put(a, "k", "one", Ttl.ETERNAL);
    await().until(() -> heardByB.events.size() == 1);
    get(b.listen(Interest.NONE, heardByB));
    assertThat(put(a, "k", "two", Ttl.ETERNAL).sequence()).isZero();
    assertThat(keysOnServer()).noneMatch(key -> key.endsWith(":listeners"));
  }

  @Test
  void listen_closed() {
    get(b.listen(EVERYTHING, heardByB));
    b.close();
    assertThat(put(a, "k", "one", Ttl.ETERNAL).sequence()).isZero();
    assertThat(keysOnServer()).noneMatch(key -> key.endsWith(":listeners"));
  }

  @Test
  void listen_manyEventsStayInOrderPerPartition() {
    get(b.listen(EVERYTHING, heardByB));
    int rounds = 500;
    List<Commit> commits =
        IntStream.range(0, rounds)
            .mapToObj(
                i ->
                    Commit.either(
                        bytes("k" + i % 7),
                        write(i, EventKind.CREATED),
                        write(i, EventKind.UPDATED),
                        false))
            .toList();
    get(a.commit(commits));
    await().until(() -> heardByB.events.size() == rounds);
    for (int k = 0; k < 7; k++) {
      byte[] key = bytes("k" + k);
      assertThat(heardByB.events.stream().filter(event -> Arrays.equals(event.key(), key)))
          .extracting(event -> Integer.valueOf(text(event.newValue())))
          .isSorted();
    }
    assertThat(heardByB.lost).isEmpty();
  }

  private static Change write(int number, EventKind event) {
    return Change.write(value(Integer.toString(number)), Ttl.ETERNAL, event);
  }

  @Test
  void acknowledge_firstCommitAlready() {
    get(a.listen(Interest.NONE, heardByA));
    get(b.listen(new Interest(ALL, EventKind.CREATED.mask(), false), heardByB));
    CommitResult created = put(a, "k", "one", Ttl.ETERNAL);
    assertThat(created.acknowledgements()).isEqualTo(1);
    assertThat(put(a, "k", "two", Ttl.ETERNAL).acknowledgements()).isZero();
    await().until(() -> heardByB.events.size() == 2);
    assertThat(heardByB.events).extracting(StoreEvent::acknowledge).containsExactly(true, false);
    heardByB.events.forEach(b::acknowledge);
    await()
        .untilAsserted(
            () ->
                assertThat(heardByA.acknowledged)
                    .containsExactly(created.partition() + ":" + created.sequence()));
  }

  @Test
  void acknowledge_ownListenersDontCount() {
    get(a.listen(new Interest(ALL, ALL, false), heardByA));
    CommitResult created = put(a, "k", "one", Ttl.ETERNAL);
    assertThat(created.acknowledgements()).isZero();
    assertThat(created.sequence()).isPositive();
    await().until(() -> heardByA.events.size() == 1);
    assertThat(heardByA.events.get(0).acknowledge()).isFalse();
  }

  @Test
  void acknowledge_nothingAppliedTwice() {
    get(b.listen(new Interest(ALL, ALL, false), heardByB));
    CommitResult created =
        commit(a, Commit.ifAbsent(bytes("k"), write(1, EventKind.CREATED), false));
    assertThat(created.status()).isEqualTo(CommitResult.Status.ABSENT);
    await().during(Duration.ofMillis(100)).until(() -> heardByB.events.size() <= 1);
  }

  @Test
  void lost_skippedNumbers() {
    get(b.listen(EVERYTHING, heardByB));
    CommitResult first = put(a, "k", "one", Ttl.ETERNAL);
    await().until(() -> heardByB.events.size() == 1);
    client().getAtomicLong(partitions().get(first.partition()).sequence()).addAndGet(3);
    put(a, "k", "two", Ttl.ETERNAL);
    await().until(() -> heardByB.events.size() == 2);
    assertThat(heardByB.lost).containsExactly(first.partition() + ":3");
  }

  @Test
  void lost_flushedAndReconnected() {
    get(b.listen(EVERYTHING, heardByB));
    client().getKeys().flushdb();
    assertThat(put(a, "k", "one", Ttl.ETERNAL).sequence()).isZero();
    connectionB.reconnected();
    await().until(() -> put(a, "k", "two", Ttl.ETERNAL).sequence() > 0);
    assertThat(heardByB.lost).contains("0:0").hasSizeGreaterThanOrEqualTo(subject.partitions());
    await().until(() -> !heardByB.events.isEmpty());
  }

  @Test
  void registration_overdueIsForgotten() {
    for (KeyNames.Partition partition : partitions()) {
      client().getMap(partition.listeners(), StringCodec.INSTANCE).put("dead", "15:15:1:1000");
    }
    CommitResult result = put(a, "k", "one", Ttl.ETERNAL);
    assertThat(result.sequence()).isZero();
    assertThat(keysOnServer()).doesNotContain(partitions().get(result.partition()).listeners());
  }

  @Test
  void clear_isToldToListeners() {
    get(b.listen(EVERYTHING, heardByB));
    put(a, "k", "one", Ttl.ETERNAL);
    get(a.clear());
    await().until(() -> heardByB.cleared.size() == subject.partitions());
    assertThat(heardByB.events).hasSize(1);
    put(a, "k", "two", Ttl.ETERNAL);
    await().until(() -> heardByB.events.size() == 2);
    assertThat(heardByB.lost).isEmpty();
  }
}
