package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cinnabar.jcache.Eviction;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a bounded cache keeps its bound, whatever goes on, and what is seen of it. */
class BoundContractTest extends BoundFixture {
  @ParameterizedTest
  @EnumSource
  void singleEntries_neverExceedTheBound_andTheNewOneIsThere(Eviction eviction) {
    CacheStore store = bounded("a", 20, eviction);
    for (int i = 0; i < all(50); i++) {
      put(store, "k" + i, "v", i % 2 == 0 ? Ttl.ETERNAL : 60_000);
      assertValue(store, "k" + i, "v");
      if (i % 20 == 0) {
        assertWithin(20);
      }
    }
    assertThat(entries()).isEqualTo(all(20));
    assertThat(evicted).hasValue(all(50) - all(20));
  }

  @ParameterizedTest
  @EnumSource
  void batch_largerThanTheBound_leavesTheBound(Eviction eviction) {
    CacheStore store = bounded("a", SHARE, eviction);
    putAll(store, "k", all(400), 60_000);
    assertThat(entries()).isEqualTo(all(SHARE));
    assertThat(evicted).hasValue(all(400) - all(SHARE));
    putAll(store, "k", all(400), Ttl.ETERNAL);
    assertThat(entries()).isEqualTo(all(SHARE));
  }

  @Test
  void boundOfOne_keepsTheLast() {
    CacheStore store = bounded("a", 1, Eviction.LFU);
    for (int i = 0; i < 200; i++) {
      put(store, "k" + i, "v", Ttl.ETERNAL);
      assertValue(store, "k" + i, "v");
    }
    assertThat(entries()).isEqualTo(subject.partitions());
  }

  @Test
  void changesOfWhatIsThere_evictNothing() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    List<String> keys = putAll(store, "k", 20, Ttl.ETERNAL);
    for (int round = 0; round < 10; round++) {
      putAll(store, "k", 20, 60_000);
    }
    remove(store, "k0");
    put(store, "k0", "v", Ttl.ETERNAL);
    assertThat(present(store, keys)).isEqualTo(keys);
    assertThat(evicted).hasValue(0);
  }

  @Test
  void evicted_haveNoDeadlineLeft_andAreNoEvent() {
    CacheStore store = bounded("a", SHARE, Eviction.LFU);
    RecordingListener listener = new RecordingListener();
    get(store.listen(new Interest(15, 0, true), listener));
    putAll(store, "k", all(300), 60_000);
    assertThat(entries()).isEqualTo(all(SHARE));
    assertThat(indexSize()).isEqualTo(all(SHARE));
    put(store, "last", "v", Ttl.ETERNAL);
    await().until(() -> listener.events.size() == all(300) + 1);
    assertThat(listener.events).allMatch(event -> event.kind() == EventKind.CREATED);
    assertThat(evicted.get()).isBetween((long) all(200), all(200) + 1L);
  }

  @Test
  void evicted_areToldToWhoFollows() {
    CacheStore store = bounded("a", 10, Eviction.LRU);
    List<String> changed = new CopyOnWriteArrayList<>();
    get(store("b").changes().follow(new Changes(changed)));
    List<String> first = putAll(store, "first", all(30), Ttl.ETERNAL);
    List<String> second = putAll(store, "second", all(30), Ttl.ETERNAL);
    List<String> all = Stream.concat(first.stream(), second.stream()).toList();
    List<String> left = present(store, all);
    List<String> gone = all.stream().filter(key -> !left.contains(key)).toList();
    assertThat(gone).hasSize((int) evicted.get());
    await()
        .untilAsserted(
            () ->
                assertThat(changed)
                    .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(all.stream(), gone.stream()).toList()));
  }

  /** Its end has come anyway. */
  @Test
  void overdueEntry_makesRoomUncounted() {
    CacheStore store = bounded("a", 1, Eviction.LFU);
    read(store, "k"); // looks for what is overdue
    for (KeyNames.Partition partition : partitions()) {
      ServerView.plantOverdue(client(), partition, bytes("old"), value("old"));
    }
    put(store, "new", "v", Ttl.ETERNAL);
    assertValue(store, "new", "v");
    assertWithin(1);
    assertThat(evicted).hasValue(0);
  }

  @Test
  void entriesThatExpire_leaveRoom() throws Exception {
    CacheStore store = bounded("a", 20, Eviction.LRU);
    putAll(store, "short", all(15), 5);
    await().until(() -> present(store, List.of("short0", "short1", "short2")).isEmpty());
    for (int i = 0; i < all(60); i++) {
      put(store, "k" + i, "v", Ttl.ETERNAL);
      if (i % 10 == 0) {
        assertValue(store, "k" + i, "v");
        assertWithin(20);
      }
    }
  }

  @Test
  void rememberedNull_makesRoomUncounted() {
    CacheStore store = bounded("a", 1, Eviction.LFU);
    byte[] nothing = {Envelope.VERSION | Envelope.NULL};
    String next = "next";
    for (int i = 0;
        KeyNames.partitionOf(bytes(next), subject.partitions())
            != KeyNames.partitionOf(bytes("none"), subject.partitions());
        i++) {
      next = "next" + i;
    }
    commit(
        store,
        Commit.ifAbsent(bytes("none"), Change.write(nothing, Ttl.ETERNAL, EventKind.NONE), false));
    put(store, next, "v", Ttl.ETERNAL);
    assertThat(entries()).isOne();
    assertValue(store, next, "v");
    assertThat(evicted).hasValue(0);
  }

  @Test
  void loweredBound_isReachedStepByStep() {
    putAll(bounded("a", SHARE, Eviction.LFU), "k", all(200), Ttl.ETERNAL);
    CacheStore lower = bounded("b", 10, Eviction.LFU);
    for (int i = 0; i < all(40); i++) {
      put(lower, "later" + i, "v", Ttl.ETERNAL);
    }
    assertWithin(10);
  }

  @Test
  void writtenBehind_queuesAllAndKeepsTheBound() {
    CacheStore store = bounded("a", 10, Eviction.LFU);
    store.queue(new WriteQueue.Limits(1_000, 1_000, 10_000, true));
    List<Commit> commits =
        IntStream.range(0, all(30))
            .mapToObj(
                i -> {
                  Change write =
                      Change.write(value("v"), Ttl.ETERNAL, EventKind.CREATED).queuing(value("v"));
                  return Commit.either(bytes("k" + i), write, write, false);
                })
            .toList();
    get(store.commit(commits));
    assertWithin(10);
    long queued =
        partitions().stream()
            .mapToLong(partition -> client().getStream(partition.queue().writes()).size())
            .sum();
    assertThat(queued).isEqualTo(all(30));
  }

  @Test
  void manyWriters_neverExceedTheBound() {
    List<CacheStore> stores =
        List.of(bounded("a", 50, Eviction.LFU), bounded("b", 50, Eviction.LFU));
    List<CompletableFuture<?>> commits = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      commits.add(
          stores.get(i % 2).commit(List.of(putting("k" + i, i % 3 == 0 ? 60_000 : Ttl.ETERNAL))));
      if (i % 100 == 0) {
        assertWithin(50);
      }
    }
    commits.forEach(StoreFixture::get);
    assertWithin(50);
    assertThat(evicted).hasValue(2_000 - entries());
  }

  /** Writes down the keys that change. */
  private record Changes(List<String> keys) implements ChangeFollower {
    @Override
    public void onChanged(int partition, long sequence, byte[] key) {
      keys.add(new String(key, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void onPulse(int partition, long sequence, long number) {}

    @Override
    public void onTagsInvalidated(int partition, long sequence, Set<String> tags) {}

    @Override
    public void onLost(int partition) {}
  }
}
