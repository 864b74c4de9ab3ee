package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.cache.CacheException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.internal.store.Change.Kind;
import org.cinnabar.jcache.internal.store.Commit.Expectation;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every expectation meets every change, on an entry in each state that it can be in. */
class CommitContractTest extends StoreFixture {
  /** What is stored before a commit. */
  enum State {
    ABSENT,
    ETERNAL,
    MORTAL,
    INDEXED,
    EXPIRED,
    EXPIRED_INDEXED
  }

  record Situation(State state, Expectation expectation, Kind kind, long ttl) {}

  static List<Situation> situations() {
    List<Situation> all = new ArrayList<>();
    for (State state : State.values()) {
      for (Expectation expectation : Expectation.values()) {
        all.add(new Situation(state, expectation, Kind.KEEP, Ttl.UNCHANGED));
        all.add(new Situation(state, expectation, Kind.REMOVE, Ttl.UNCHANGED));
        for (Kind kind : List.of(Kind.TOUCH, Kind.WRITE)) {
          for (long ttl : new long[] {Ttl.ETERNAL, Ttl.UNCHANGED, 50_000, Long.MAX_VALUE}) {
            all.add(new Situation(state, expectation, kind, ttl));
          }
        }
      }
    }
    return all;
  }

  private static final long TTL = 100_000;
  private CacheStore store;

  @BeforeEach
  void open() {
    store = store("a");
  }

  @ParameterizedTest
  @MethodSource("situations")
  void commit_situation(Situation situation) {
    byte[] before = prepare(situation.state());
    boolean present = before != null;
    Change change =
        new Change(
            situation.kind(),
            situation.kind() == Kind.WRITE ? value("new") : null,
            situation.ttl(),
            EventKind.NONE);
    byte[] expected =
        situation.expectation() == Expectation.EXACTLY ? (present ? before : value("old")) : null;

    CommitResult result =
        commit(
            store, new Commit(bytes("k"), situation.expectation(), expected, change, change, true));

    boolean holds =
        switch (situation.expectation()) {
          case ANYTHING -> true;
          case ABSENT -> !present;
          case PRESENT, EXACTLY -> present;
        };
    assertThat(result.status())
        .isEqualTo(!holds ? Status.CONFLICT : present ? Status.PRESENT : Status.ABSENT);
    assertThat(result.prior()).isEqualTo(before);
    assertThat(result.sequence()).isZero();
    assertThat(text(read(store, "k"))).isEqualTo(valueAfter(situation, present, holds));
    assertThat(millisToLive())
        .isBetween(
            ttlAfter(situation, present, holds) - 30_000, ttlAfter(situation, present, holds));
    assertConsistent();
  }

  private static String valueAfter(Situation situation, boolean present, boolean holds) {
    String before = present ? "old" : null;
    if (!holds) {
      return before;
    }
    return switch (situation.kind()) {
      case KEEP, TOUCH -> before;
      case WRITE -> "new";
      case REMOVE -> null;
    };
  }

  /** The entry's time to live in the end, {@link Ttl#ETERNAL} for eternal and absent ones. */
  private static long ttlAfter(Situation situation, boolean present, boolean holds) {
    long before = present && situation.state() != State.ETERNAL ? TTL : Ttl.ETERNAL;
    boolean changes =
        holds && (situation.kind() == Kind.WRITE || (present && situation.kind() == Kind.TOUCH));
    if (holds && situation.kind() == Kind.REMOVE) {
      return Ttl.ETERNAL;
    }
    if (!changes || situation.ttl() == Ttl.UNCHANGED) {
      return before;
    }
    return situation.ttl() == 50_000 ? 50_000 : Ttl.ETERNAL;
  }

  /** Brings the entry into a state; returns the live envelope as a reader sees it. */
  private byte[] prepare(State state) {
    boolean indexed = state == State.INDEXED || state == State.EXPIRED_INDEXED;
    StoreListener nobody = new RecordingListener();
    if (indexed) {
      get(store.listen(new Interest(EventKind.EXPIRED.mask(), 0, false), nobody));
    }
    switch (state) {
      case ABSENT -> {}
      case ETERNAL -> put(store, "k", "old", Ttl.ETERNAL);
      case MORTAL, INDEXED -> put(store, "k", "old", TTL);
      case EXPIRED, EXPIRED_INDEXED -> {
        put(store, "k", "old", 1);
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> read(store, "k") == null);
      }
    }
    if (indexed) {
      get(store.listen(Interest.NONE, nobody));
    }
    return read(store, "k");
  }

  private String entries() {
    return partition("k").entries();
  }

  /**
   * The remaining time to live, whichever mode the entry has; {@link Ttl#ETERNAL} when it has none.
   */
  private long millisToLive() {
    return ServerView.millisToLive(client(), partition("k"), bytes("k"), isNative());
  }

  private void assertConsistent() {
    ServerView.assertConsistent(client(), partition("k"), bytes("k"), isNative());
  }

  @ParameterizedTest
  @MethodSource("org.cinnabar.jcache.internal.store.CommitContractTest#bothModes")
  void commit_exactlyOtherBytes(boolean indexed) {
    assumeThat(indexed || isNative()).isTrue();
    byte[] before = prepare(indexed ? State.INDEXED : State.MORTAL);
    CommitResult result =
        commit(store, Commit.ifExactly(bytes("k"), value("other"), Change.REMOVE));
    assertThat(result.status()).isEqualTo(Status.CONFLICT);
    assertThat(result.prior()).isEqualTo(before);
    assertValue(store, "k", "old");
  }

  static List<Boolean> bothModes() {
    return List.of(true, false);
  }

  @Test
  void commit_priorNotAskedFor() {
    put(store, "k", "old", Ttl.ETERNAL);
    CommitResult result = commit(store, Commit.ifPresent(bytes("k"), Change.REMOVE, false));
    assertThat(result)
        .isEqualTo(new CommitResult(Status.PRESENT, null, partition("k").number(), 0, 0));
  }

  @Test
  void commit_branchesDiffer() {
    Change absent = Change.write(value("created"), Ttl.ETERNAL, EventKind.CREATED);
    Change present = Change.write(value("updated"), Ttl.ETERNAL, EventKind.UPDATED);
    assertThat(commit(store, Commit.either(bytes("k"), absent, present, true)).status())
        .isEqualTo(Status.ABSENT);
    assertValue(store, "k", "created");
    assertThat(commit(store, Commit.either(bytes("k"), absent, present, true)).status())
        .isEqualTo(Status.PRESENT);
    assertValue(store, "k", "updated");
  }

  @Test
  void commit_oneConflictInABatch() {
    put(store, "taken", "old", Ttl.ETERNAL);
    Change change = Change.write(value("new"), Ttl.ETERNAL, EventKind.CREATED);
    List<Commit> batch =
        List.of(
            Commit.ifAbsent(bytes("one"), change, false),
            Commit.ifAbsent(bytes("taken"), change, false),
            Commit.ifAbsent(bytes("one"), change, false),
            Commit.ifAbsent(bytes("two"), change, false));
    assertThat(get(store.commit(batch)))
        .extracting(CommitResult::status)
        .containsExactly(Status.ABSENT, Status.CONFLICT, Status.CONFLICT, Status.ABSENT);
  }

  @Test
  void commit_emptyEnvelope() {
    Commit commit =
        Commit.ifAbsent(bytes("k"), Change.write(new byte[0], Ttl.ETERNAL, EventKind.NONE), false);
    Assertions.assertThatThrownBy(() -> commit(store, commit))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CacheException.class);
  }

  @Test
  void commit_binaryKeyAndValue() {
    byte[] key = {0, 13, 10, -1, 0};
    byte[] envelope = {16, 0, 13, 10, -1, 0};
    commit(store, Commit.ifAbsent(key, Change.write(envelope, 50_000, EventKind.NONE), false));
    byte[] stored = get(store.read(List.of(key))).get(0);
    stored[0] = 16;
    assertThat(stored).isEqualTo(envelope);
  }
}
