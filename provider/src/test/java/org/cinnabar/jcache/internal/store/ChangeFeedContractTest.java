package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a near cache builds on: changes, pulses and snapshots. */
class ChangeFeedContractTest extends StoreFixture {
  /** Writes down what it is told, with the sequence numbers. */
  private static final class Follower implements ChangeFollower {
    final List<String> changes = new CopyOnWriteArrayList<>();
    final List<Long> sequences = new CopyOnWriteArrayList<>();
    final List<String> pulses = new CopyOnWriteArrayList<>();
    final List<Integer> lost = new CopyOnWriteArrayList<>();

    @Override
    public void onChanged(int partition, long sequence, byte[] key) {
      sequences.add(sequence);
      changes.add(
          key == null ? "cleared" : new String(key, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void onTagsInvalidated(int partition, long sequence, Set<String> tags) {
      sequences.add(sequence);
      changes.add("tags " + tags);
    }

    @Override
    public void onPulse(int partition, long sequence, long number) {
      pulses.add(partition + ":" + sequence + ":" + number);
    }

    @Override
    public void onLost(int partition) {
      lost.add(partition);
    }
  }

  private final Follower follower = new Follower();

  private static Snapshot snapshot(CacheStore store, String key) {
    return get(store.changes().snapshot(List.of(bytes(key)))).get(0);
  }

  @Test
  void follow_everyChangeIsHeardOnceWithItsKey() {
    CacheStore here = store("a");
    CacheStore there = store("b");
    put(there, "before", "v", Ttl.ETERNAL);
    get(here.changes().follow(follower));
    put(there, "k", "v", Ttl.ETERNAL);
    put(here, "k", "w", 60_000);
    commit(there, Commit.ifPresent(bytes("k"), Change.touch(70_000), false));
    commit(
        there, Commit.ifAbsent(bytes("k"), Change.write(value("x"), -1, EventKind.CREATED), false));
    remove(there, "k");
    remove(there, "k");
    commit(
        there,
        Commit.either(
            bytes("silent"), Change.write(value("v"), -1, EventKind.NONE), Change.KEEP, false));
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(follower.changes).containsExactly("k", "k", "k", "k", "silent"));
    assertThat(follower.lost).isEmpty();
  }

  @Test
  void follow_eventsOfListenersCountAsChanges() {
    CacheStore here = store("a");
    RecordingListener listener = new RecordingListener();
    get(here.changes().follow(follower));
    get(here.listen(new Interest(EventKind.CREATED.mask(), 0, false), listener));
    put(here, "k", "v", Ttl.ETERNAL);
    put(here, "k", "w", Ttl.ETERNAL);
    Awaitility.await().untilAsserted(() -> assertThat(follower.changes).hasSize(2));
    assertThat(listener.events).hasSize(1);
    assertThat(follower.sequences).containsExactly(1L, 2L);
    get(here.listen(Interest.NONE, listener));
    put(here, "k", "x", Ttl.ETERNAL);
    Awaitility.await()
        .untilAsserted(() -> assertThat(follower.sequences).containsExactly(1L, 2L, 3L));
    assertThat(listener.lost).isEmpty();
  }

  @Test
  void nobodyFollows_nothingIsPublished() {
    CacheStore store = store("a");
    put(store, "k", "v", Ttl.ETERNAL);
    assertThat(snapshot(store, "k").sequence()).isEqualTo(-1);
    get(store.changes().follow(follower));
    assertThat(snapshot(store, "k").sequence()).isZero();
  }

  /** A server shows a value for one millisecond longer than it knows the value's time to live. */
  @Test
  void snapshot_inTheLastMillisecond_isNotEternal() {
    CacheStore store = store("a");
    for (int round = 0; round < 50; round++) {
      put(store, "k", "v", 3);
      Snapshot last = snapshot(store, "k");
      while (last.envelope() != null) {
        assertThat(last.millisToLive()).isNotNegative();
        last = snapshot(store, "k");
      }
    }
  }

  @Test
  void clear_isHeardForEachPartition() {
    CacheStore here = store("a");
    get(here.changes().follow(follower));
    get(store("b").clear());
    Awaitility.await()
        .untilAsserted(() -> assertThat(follower.changes).hasSize(subject.partitions()));
    assertThat(follower.changes).containsOnly("cleared");
  }

  @Test
  void pulse_comesBackToItsSenderAfterWhatWasBefore() {
    CacheStore here = store("a");
    CacheStore there = store("b");
    Follower other = new Follower();
    get(here.changes().follow(follower));
    get(there.changes().follow(other));
    int partition = here.changes().partitionOf(bytes("k"));
    put(there, "k", "v", Ttl.ETERNAL);
    get(here.changes().pulse(partition, 42));
    Awaitility.await()
        .untilAsserted(() -> assertThat(follower.pulses).containsExactly(partition + ":1:42"));
    assertThat(follower.changes).containsExactly("k");
    put(there, "k", "w", Ttl.ETERNAL);
    Awaitility.await().untilAsserted(() -> assertThat(other.changes).hasSize(2));
    assertThat(other.pulses).isEmpty();
  }

  @Test
  void pulse_afterAFlush_isLossAndRegistersAgain() {
    CacheStore here = store("a");
    get(here.changes().follow(follower));
    client().getKeys().flushdb();
    get(here.changes().pulse(0, 1));
    Awaitility.await().untilAsserted(() -> assertThat(follower.lost).contains(0));
    Awaitility.await().until(() -> snapshot(here, "k").sequence() == 0);
    assertThat(follower.pulses).isEmpty();
  }

  @Test
  void listeningAnew_afterAFlush_isLossToo() {
    CacheStore here = store("a");
    get(here.changes().follow(follower));
    client().getKeys().flushdb();
    get(here.listen(new Interest(EventKind.CREATED.mask(), 0, false), new RecordingListener()));
    assertThat(follower.lost).hasSize(subject.partitions());
  }

  @Test
  void snapshot_tellsLifeAndNumber() {
    CacheStore store = store("a");
    get(store.changes().follow(follower));
    put(store, "eternal", "v", Ttl.ETERNAL);
    put(store, "mortal", "w", 60_000);
    assertThat(text(snapshot(store, "eternal").envelope())).isEqualTo("v");
    assertThat(snapshot(store, "eternal").millisToLive()).isNegative();
    assertThat(text(snapshot(store, "mortal").envelope())).isEqualTo("w");
    assertThat(snapshot(store, "mortal").millisToLive()).isBetween(30_000L, 60_000L);
    assertThat(snapshot(store, "none").envelope()).isNull();
    long before = snapshot(store, "mortal").sequence();
    put(store, "mortal", "x", 60_000);
    assertThat(snapshot(store, "mortal").sequence()).isEqualTo(before + 1);
  }
}
