package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.cinnabar.jcache.testing.RedisServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.client.codec.StringCodec;

/** Duties have one holder in the cluster, end with it, and hand its note on. */
class DutyContractTest extends StoreFixture {
  private CacheStore a;
  private CacheStore b;

  @BeforeEach
  void open() {
    a = store("a");
    b = store("b");
  }

  @Test
  void duty_hasOneHolder() {
    CacheStore.Duty held = get(a.duty("refresh")).orElseThrow();

    assertThat(held.isHeld()).isTrue();
    assertThat(get(b.duty("refresh"))).isEmpty();
    assertThat(get(a.duty("refresh"))).isEmpty();
    assertThat(get(b.duty("other"))).isPresent();

    get(held.release());
    assertThat(get(b.duty("refresh"))).isPresent();
  }

  @Test
  void note_isHandedOn_withItsAge() {
    CacheStore.Duty held = get(a.duty("refresh")).orElseThrow();
    assertThat(held.note()).isEmpty();
    assertThat(get(held.note("page: 7"))).isTrue();
    get(held.release());
    duties().replace("note:refresh", (System.currentTimeMillis() - 60_000) + ":page: 7");

    CacheStore.Duty next = get(b.duty("refresh")).orElseThrow();

    assertThat(next.note()).isEqualTo("page: 7");
    assertThat(next.noteAgeMillis()).isBetween(60_000L, 120_000L);
    assertThat(get(next.note(""))).isTrue();
    get(next.release());
    assertThat(duties()).isEmpty();
  }

  @Test
  void overdueDuty_isTaken_andItsHolderFindsOut() {
    CacheStore.Duty late = get(a.duty("refresh")).orElseThrow();
    get(late.note("mine"));
    duties().computeIfPresent("held:refresh", (name, held) -> held.replaceFirst("\\d+", "1000"));

    CacheStore.Duty taken = get(b.duty("refresh")).orElseThrow();

    assertThat(taken.note()).isEqualTo("mine");
    assertThat(get(late.note("stale"))).isFalse();
    assertThat(late.isHeld()).isFalse();
    get(late.release());
    assertThat(get(a.duty("refresh"))).isEmpty();
    get(taken.release());
    assertThat(get(late.note("stale"))).as("lost for good").isFalse();
    assertThat(duties())
        .containsOnlyKeys("note:refresh")
        .hasEntrySatisfying("note:refresh", note -> assertThat(note).endsWith(":mine"));
  }

  @Test
  void overdueDuty_thatNobodyTook_isKept() {
    CacheStore.Duty late = get(a.duty("refresh")).orElseThrow();
    duties().computeIfPresent("held:refresh", (name, held) -> held.replaceFirst("\\d+", "1000"));

    assertThat(get(late.note("mine"))).isTrue();
    assertThat(get(b.duty("refresh"))).isEmpty();
  }

  @Test
  void duty_isRenewed_untilTheStoreCloses() {
    assumeThat(subject.partitions() == 1 && subject.redis() == RedisServers.shared()).isTrue();
    get(a.duty("refresh")).orElseThrow();
    String first = duties().get("held:refresh");

    await().until(() -> !duties().get("held:refresh").equals(first));
    a.close();
    String last = duties().get("held:refresh");
    await()
        .during(Duration.ofMillis(HeldDuty.LEASE_MILLIS / 2))
        .until(() -> duties().get("held:refresh").equals(last));
  }

  @Test
  void destroy_leavesNoDuty() {
    get(get(a.duty("refresh")).orElseThrow().note("page 7"));
    get(a.destroy());

    assertThat(keysOnServer()).isEmpty();
  }

  private Map<String, String> duties() {
    return client()
        .getMap(new KeyNames(KeyNames.DEFAULT_NAMESPACE, cacheName).duties(), StringCodec.INSTANCE);
  }
}
