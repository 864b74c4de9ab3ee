package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** Single requests that are made at the same time join; each has its own outcome. */
class JoiningContractTest extends StoreFixture {
  private static final int REQUESTS = 200;

  @AfterEach
  void freeMemory() {
    configure("maxmemory", "0");
  }

  private void configure(String setting, String value) {
    subject.redis().ask("CONFIG SET " + setting + " " + value);
  }

  @Test
  void reads_joinAndEachFindsItsOwn() {
    TestConnection connection = connection("a");
    CacheStore store = stores(connection).open(cacheName, metadata());
    for (int i = 0; i < REQUESTS; i++) {
      put(store, "k" + i, "v" + i, Ttl.ETERNAL);
    }
    connection.executed.set(0);

    List<CompletableFuture<List<byte[]>>> reads = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      reads.add(store.read(List.of(bytes("k" + i))));
    }

    for (int i = 0; i < REQUESTS; i++) {
      assertThat(text(get(reads.get(i)).get(0))).isEqualTo("v" + i);
    }
    assertThat(connection.executed.get()).isLessThan(REQUESTS / 2);
  }

  @Test
  void commits_joinAndEachHasItsOwnResult() {
    TestConnection connection = connection("a");
    CacheStore store = stores(connection).open(cacheName, metadata());
    put(store, "k", "first", Ttl.ETERNAL);
    connection.executed.set(0);

    List<CompletableFuture<List<CommitResult>>> commits = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Change write = Change.write(value("v" + i), Ttl.ETERNAL, EventKind.CREATED);
      commits.add(store.commit(List.of(Commit.ifAbsent(bytes("k" + i / 2), write, true))));
    }

    for (int i = 0; i < REQUESTS; i += 2) {
      CommitResult one = get(commits.get(i)).get(0);
      CommitResult other = get(commits.get(i + 1)).get(0);
      boolean won = one.status() == CommitResult.Status.ABSENT;
      assertThat((won ? one : other).status()).isEqualTo(CommitResult.Status.ABSENT);
      assertThat((won ? other : one).status()).isEqualTo(CommitResult.Status.CONFLICT);
      assertThat(text((won ? other : one).prior())).isEqualTo("v" + (won ? i : i + 1));
    }
    assertThat(connection.executed.get()).isLessThan(REQUESTS / 2);
  }

  @Test
  void serverOutOfMemory_eachIsEitherDoneOrRefused() {
    CacheStore store = store("a");
    for (int i = 0; i < REQUESTS; i++) {
      put(store, "k" + i, "v" + i, Ttl.ETERNAL);
    }
    configure("maxmemory", "1");

    List<CompletableFuture<List<CommitResult>>> commits = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      Change write = Change.write(value("new"), Ttl.ETERNAL, EventKind.UPDATED);
      commits.add(
          store.commit(
              List.of(
                  i % 2 == 1
                      ? Commit.either(bytes("k" + i), Change.KEEP, Change.REMOVE, true)
                      : Commit.either(bytes("k" + i), write, write, false))));
    }

    List<Integer> refused = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      CompletableFuture<List<CommitResult>> commit = commits.get(i);
      if (i % 2 == 1) {
        assertThat(text(get(commit).get(0).prior())).isEqualTo("v" + i);
      } else if (commit.handle((done, failure) -> failure != null).join()) {
        refused.add(i);
        assertThatThrownBy(() -> get(commit)).hasMessageContaining("OOM");
        assertValue(store, "k" + i, "v" + i);
      } else {
        // a server that has begun to free memory in a script lets it go on
        assertValue(store, "k" + i, "new");
      }
    }
    assertThat(refused).contains(0);
  }

  @Test
  void scriptsForgottenByTheServer_areSentAgain() {
    CacheStore store = store("a");
    put(store, "k", "v", Ttl.ETERNAL);
    client().getScript(StringCodec.INSTANCE).scriptFlush();

    assertThat(client().getScript(StringCodec.INSTANCE).scriptExists(Script.COMMIT.digest()))
        .containsExactly(false);
    put(store, "k", "w", Ttl.ETERNAL);

    assertValue(store, "k", "w");
    assertThat(client().getScript(StringCodec.INSTANCE).scriptExists(Script.COMMIT.digest()))
        .containsExactly(true);
  }
}
