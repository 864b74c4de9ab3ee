package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** What is read of several partitions goes to each node in one write, and each is answered. */
class NodeReadsContractTest extends StoreFixture {
  private static final int COUNT = 100;

  private TestConnection connection;
  private CacheStore store;
  private final List<byte[]> keys =
      IntStream.range(0, COUNT).mapToObj(i -> bytes("k" + i)).toList();

  @BeforeEach
  void fill() {
    connection = connection("a");
    store = stores(connection).open(cacheName, metadata());
    IntStream.range(0, COUNT).forEach(i -> put(store, "k" + i, "v" + i, Ttl.ETERNAL));
  }

  private void assertAll(List<byte[]> values) {
    for (int i = 0; i < COUNT; i++) {
      assertThat(text(values.get(i))).isEqualTo("v" + i);
    }
  }

  @Test
  void read_asksEachNodeOnce() {
    get(store.read(keys));
    connection.executed.set(0);

    assertAll(get(store.read(keys)));

    assertThat(connection.executed.get()).isEqualTo(server("a").capabilities().cluster() ? 3 : 1);
  }

  @Test
  void scriptsForgottenByTheServer_areSentAgain() {
    assertAll(get(store.read(keys)));
    client().getScript(StringCodec.INSTANCE).scriptFlush();

    assertAll(get(store.read(keys)));
  }

  @Test
  void partitionThatCannotBeRead_failsAlone() {
    assumeTrue(subject.partitions() > 1);
    KeyNames.Partition broken = partition("k0");
    client().getKeys().delete(broken.entries());
    client().getBucket(broken.entries(), StringCodec.INSTANCE).set("no entries");
    List<Integer> unreadable =
        IntStream.range(0, COUNT).boxed().filter(i -> partition("k" + i).equals(broken)).toList();

    CompletableFuture<List<byte[]>> read = store.read(keys);

    assertThatThrownBy(() -> get(read))
        .isInstanceOf(CompletionException.class)
        .cause()
        .asInstanceOf(throwable(PartialFailure.class))
        .satisfies(
            partial -> {
              assertThat(partial.failures()).containsOnlyKeys(unreadable);
              List<byte[]> values = partial.results(byte[].class);
              for (int i = 0; i < COUNT; i++) {
                String expected = unreadable.contains(i) ? null : "v" + i;
                assertThat(text(values.get(i))).isEqualTo(expected);
              }
            });
  }
}
