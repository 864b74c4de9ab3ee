package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts that travel together, on entries in each state that they can be in. */
class PutsContractTest extends StoreFixture {
  private static final long BEFORE = 100_000;
  private static final long AFTER = 50_000;
  private static final int EACH = 3;

  /** States that an entry can be in before a put, some of which are none. */
  private static final List<String> STATES =
      List.of("absent", "indexed", "overdue", "eternal", "mortal", "tagged", "invalidated", "null");

  private CacheStore store;

  @BeforeEach
  void open() {
    store = store("a");
  }

  record Lives(long whenAbsent, long whenPresent) {}

  static List<Lives> lives() {
    List<Lives> all = new ArrayList<>();
    for (long whenAbsent : new long[] {Ttl.ETERNAL, AFTER}) {
      for (long whenPresent : new long[] {Ttl.ETERNAL, Ttl.UNCHANGED, AFTER}) {
        all.add(new Lives(whenAbsent, whenPresent));
      }
    }
    return all;
  }

  private static Commit put(String key, String value, Lives lives) {
    return put(key, value(value), lives);
  }

  private static Commit put(String key, byte[] envelope, Lives lives) {
    return Commit.either(
        bytes(key),
        Change.write(envelope, lives.whenAbsent(), EventKind.CREATED),
        Change.write(envelope, lives.whenPresent(), EventKind.UPDATED),
        false);
  }

  /** An envelope with one tag. */
  private static byte[] tagged(String tag, String value) {
    ByteBuffer envelope = ByteBuffer.allocate(100);
    envelope.put((byte) (Envelope.VERSION | Envelope.TAGGED)).putLong(0);
    envelope.putShort((short) (1 + tag.length())).put((byte) tag.length()).put(bytes(tag));
    return Arrays.copyOf(envelope.put(bytes(value)).array(), envelope.position());
  }

  private static List<String> each(String state) {
    return IntStream.range(0, EACH).mapToObj(i -> state + i).toList();
  }

  private static boolean isPresent(String key) {
    return Stream.of("indexed", "eternal", "mortal", "tagged").anyMatch(key::startsWith);
  }

  /** Entries of every state. */
  private void prepare() {
    Lives eternal = new Lives(Ttl.ETERNAL, Ttl.ETERNAL);
    StoreListener nobody = new RecordingListener();
    get(store.listen(new Interest(EventKind.EXPIRED.mask(), 0, false), nobody));
    each("indexed").forEach(key -> put(store, key, "old", BEFORE));
    each("overdue").forEach(key -> put(store, key, "old", 1));
    get(store.listen(Interest.NONE, nobody));
    each("eternal").forEach(key -> put(store, key, "old", Ttl.ETERNAL));
    each("mortal").forEach(key -> put(store, key, "old", BEFORE));
    each("tagged").forEach(key -> commit(store, put(key, tagged("t", "old"), eternal)));
    each("invalidated").forEach(key -> commit(store, put(key, tagged("u", "old"), eternal)));
    each("null").forEach(key -> commit(store, put(key, Envelope.ofNull(), eternal)));
    get(store.invalidateTags(List.of(bytes("u"))));
    await().until(() -> read(store, "overdue" + (EACH - 1)) == null);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void puts_meetEveryState(Lives lives) {
    prepare();

    List<String> keys = STATES.stream().flatMap(state -> each(state).stream()).toList();
    assertThatTheyAreStored(keys, lives);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void puts_meetOneState(Lives lives) {
    prepare();

    STATES.forEach(state -> assertThatTheyAreStored(each(state), lives));
  }

  @ParameterizedTest
  @MethodSource("lives")
  void putAlone_meetsEveryState(Lives lives) {
    prepare();

    STATES.forEach(state -> assertThatTheyAreStored(List.of(state + 1), lives));
  }

  private void assertThatTheyAreStored(List<String> keys, Lives lives) {
    List<CommitResult> results =
        get(store.commit(keys.stream().map(key -> put(key, "new of " + key, lives)).toList()));

    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      boolean present = isPresent(key);
      assertThat(results.get(i).status())
          .as(key)
          .isEqualTo(present ? Status.PRESENT : Status.ABSENT);
      assertValue(store, key, "new of " + key);
      long ttl = present ? lives.whenPresent() : lives.whenAbsent();
      long before = key.matches("(indexed|mortal).*") ? BEFORE : Ttl.ETERNAL;
      long expected = ttl == Ttl.UNCHANGED ? before : ttl;
      assertThat(ServerView.millisToLive(client(), partition(key), bytes(key), isNative()))
          .as(key)
          .isBetween(expected == Ttl.ETERNAL ? expected : expected - 30_000, expected);
      ServerView.assertConsistent(client(), partition(key), bytes(key), isNative());
    }
  }

  @Test
  void puts_ofOneKeyApplyInOrder() {
    Lives lives = new Lives(AFTER, Ttl.UNCHANGED);
    List<CommitResult> results =
        get(
            store.commit(
                List.of(
                    put("k", "1", lives),
                    put("other", "2", lives),
                    put("k", "3", lives),
                    put("k", "4", lives))));
    assertThat(results)
        .extracting(CommitResult::status)
        .containsExactly(Status.ABSENT, Status.ABSENT, Status.PRESENT, Status.PRESENT);
    assertValue(store, "k", "4");
    assertValue(store, "other", "2");
  }

  @Test
  void puts_haveTheirOwnLives() {
    List<Commit> puts =
        IntStream.range(0, 10)
            .mapToObj(
                i -> {
                  long ttl = i % 2 == 0 ? Ttl.ETERNAL : AFTER;
                  return put("k" + i, "v", new Lives(ttl, ttl));
                })
            .toList();

    get(store.commit(puts));

    for (int i = 0; i < puts.size(); i++) {
      String key = "k" + i;
      long left = ServerView.millisToLive(client(), partition(key), bytes(key), isNative());
      assertThat(left > 0).as(key).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void puts_whereAnotherDestroyedTheCache_bringItsRecordBack() {
    Lives lives = new Lives(Ttl.ETERNAL, Ttl.ETERNAL);
    commit(store, put("k", "v", lives));
    get(stores(connection("b")).destroy(cacheName));

    commit(store, put("k", "w", lives));

    await().until(() -> keysOnServer().contains("cinnabar:{" + cacheName + "}:metadata"));
  }

  @Test
  void puts_betweenOthersKeepTheirPlaces() {
    put(store, "there", "old", Ttl.ETERNAL);
    Lives lives = new Lives(Ttl.ETERNAL, Ttl.ETERNAL);
    Lives mortal = new Lives(AFTER, AFTER);
    List<CommitResult> results =
        get(
            store.commit(
                List.of(
                    put("a", "1", lives),
                    put("there", "2", lives),
                    Commit.either(bytes("there"), Change.KEEP, Change.KEEP, true),
                    put("b", "3", mortal),
                    put("a", "4", mortal),
                    put("c", "5", lives),
                    Commit.either(bytes("a"), Change.KEEP, Change.REMOVE, true))));
    assertThat(results)
        .extracting(CommitResult::status)
        .containsExactly(
            Status.ABSENT,
            Status.PRESENT,
            Status.PRESENT,
            Status.ABSENT,
            Status.PRESENT,
            Status.ABSENT,
            Status.PRESENT);
    assertThat(results)
        .extracting(result -> text(result.prior()))
        .containsExactly(null, null, "2", null, null, null, "4");
    assertValue(store, "a", null);
    assertValue(store, "c", "5");
  }

  @Test
  void puts_becomeEvents() {
    RecordingListener listener = new RecordingListener();
    get(store.listen(new Interest(EventKind.CREATED.mask(), 0, false), listener));
    Lives lives = new Lives(AFTER, Ttl.UNCHANGED);
    assertThat(get(store.commit(List.of(put("k", "1", lives), put("l", "2", lives)))))
        .extracting(CommitResult::sequence)
        .doesNotContain(0L);
  }

  @Test
  void puts_many() {
    Lives lives = new Lives(AFTER, Ttl.UNCHANGED);
    List<Commit> puts =
        IntStream.range(0, 5_000).mapToObj(i -> put("k" + i, "v" + i, lives)).toList();
    assertThat(get(store.commit(puts))).allMatch(result -> result.status() == Status.ABSENT);
    assertThat(get(store.commit(puts))).allMatch(result -> result.status() == Status.PRESENT);
    assertThat(BatchContractTest.scanAll(store, 1_000)).hasSize(5_000).containsEntry("k77", "v77");
  }

  /** A server shows a value for one millisecond longer than it knows the value's deadline. */
  @Test
  void puts_inTheLastMillisecond_doNotMakeEternal() {
    Lives lives = new Lives(BEFORE, Ttl.UNCHANGED);
    List<Commit> puts = List.of(put("k", "new", lives), put("l", "new", lives));
    for (int round = 0; round < 50; round++) {
      put(store, "k", "old", 3);
      put(store, "l", "old", 3);
      boolean[] expired = new boolean[puts.size()];
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofNanos(1))
          .until(
              () -> {
                List<CommitResult> results = get(store.commit(puts));
                for (int i = 0; i < expired.length; i++) {
                  expired[i] |= results.get(i).status() == Status.ABSENT;
                }
                return expired[0] && expired[1];
              });
      for (String key : List.of("k", "l")) {
        assertThat(ServerView.millisToLive(client(), partition(key), bytes(key), isNative()))
            .isPositive();
        remove(store, key);
      }
    }
  }

  @Test
  void puts_areStoredTogether() {
    assumeThat(isNative() && !subject.separately()).isTrue();
    Lives lives = new Lives(AFTER, Ttl.UNCHANGED);
    List<Commit> puts = IntStream.range(0, 100).mapToObj(i -> put("k" + i, "v", lives)).toList();
    get(store.commit(puts));
    long before = subject.redis().calls("hsetex"); // stores fields with deadlines
    get(store.commit(puts));
    assertThat(subject.redis().calls("hsetex") - before).isEqualTo(subject.partitions());
  }

  @Test
  void puts_takeTheQuickWay_unlessSomebodyListens() {
    Lives lives =
        isNative() && !subject.separately()
            ? new Lives(AFTER, Ttl.UNCHANGED)
            : new Lives(Ttl.ETERNAL, Ttl.UNCHANGED);
    List<Commit> puts = IntStream.range(0, 10).mapToObj(i -> put("k" + i, "v", lives)).toList();
    AtomicInteger number = new AtomicInteger();

    awaitQuick(() -> get(store.commit(puts)));
    awaitQuick(() -> commit(store, puts.get(0)));
    awaitQuick(() -> commit(store, put("new" + number.incrementAndGet(), "v", lives)));

    StoreListener listener = new RecordingListener();
    get(store.listen(new Interest(EventKind.REMOVED.mask(), 0, false), listener));
    assertThat(asksWhoListens(() -> commit(store, puts.get(0)))).isTrue();
  }

  /** The first sweeps, which nobody waits for, ask as well. */
  private void awaitQuick(Runnable puts) {
    await().until(() -> !asksWhoListens(puts));
  }

  /** Whether a script asks meanwhile who listens, as all do but the quick way. */
  private boolean asksWhoListens(Runnable action) {
    long before = subject.redis().calls("hgetall");
    action.run();
    return subject.redis().calls("hgetall") > before;
  }
}
