package org.cinnabar.jcache.internal.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cinnabar.jcache.WriteBehind;
import org.cinnabar.jcache.internal.store.WriteQueue.Write;
import org.junit.jupiter.api.Test;

class PendingWritesTest {
  private static final WriteBehind SETTINGS =
      new WriteBehind()
          .withBatchSize(8)
          .withMaxTries(6)
          .withBackoff(Duration.ofMillis(10), Duration.ofMillis(40));

  private final PendingWrites pending = new PendingWrites(SETTINGS);
  private int ids;

  private Write write(String key, String value) {
    return write(key, value, false);
  }

  private Write write(String key, String value, boolean deadLetter) {
    return new Write("1-" + ++ids, bytes(key), bytes(value), deadLetter);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> shown(List<PendingKey> batch) {
    return batch.stream()
        .map(key -> new String(key.key) + "=" + new String(key.next().value()))
        .toList();
  }

  @Test
  void writesOfOneKey_areJoined_andLeaveTogether() {
    pending.add(List.of(write("a", "1"), write("b", "2"), write("a", "3")));

    List<PendingKey> batch = pending.next(0);
    assertThat(shown(batch)).containsExactly("a=3", "b=2");
    assertThat(batch.get(0).written().writes()).containsExactly("1-1", "1-3");
    batch.forEach(pending::settled);
    assertThat(pending.isEmpty()).isTrue();
    assertThat(pending.size()).isZero();
    assertThat(pending.lastWrite()).isEqualTo("1-3");
  }

  @Test
  void withoutJoining_aKeyIsInABatchOnce_theFirstWriteFirst() {
    PendingWrites separate = new PendingWrites(SETTINGS.withCoalescing(false));
    separate.add(List.of(write("a", "1"), write("b", "2"), write("a", "3")));

    List<PendingKey> batch = separate.next(0);
    assertThat(shown(batch)).containsExactly("a=1", "b=2");
    batch.forEach(separate::settled);
    assertThat(shown(separate.next(0))).containsExactly("a=3");
  }

  @Test
  void deadLetterThatIsTriedAgain_isOlderThanWhatWaits() {
    pending.add(List.of(write("a", "2"), write("a", "1", true)));
    assertThat(shown(pending.next(0))).containsExactly("a=2");

    PendingWrites separate = new PendingWrites(SETTINGS.withCoalescing(false));
    separate.add(List.of(write("a", "2"), write("a", "1", true)));
    assertThat(shown(separate.next(0))).containsExactly("a=1");
  }

  @Test
  void badEntry_isFoundByHalving_andGivenUpAlone() {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writes.add(write("k" + i, "v"));
    }
    pending.add(writes);
    List<Integer> sizes = new ArrayList<>();
    List<String> givenUp = new ArrayList<>();
    long now = 0;
    while (!pending.isEmpty()) {
      List<PendingKey> batch = pending.next(now);
      if (batch.isEmpty()) {
        now += pending.dueIn(now);
        continue;
      }
      sizes.add(batch.size());
      boolean bad = shown(batch).contains("k5=v");
      for (PendingKey key : batch) {
        if (!bad) {
          pending.settled(key);
        } else if (pending.failed(key, batch.size() == 1, now)) {
          givenUp.add(new String(key.key));
          pending.settled(key);
        }
      }
    }
    assertThat(sizes).containsExactly(8, 4, 4, 2, 2, 1, 1, 1, 1);
    assertThat(givenUp).containsExactly("k5");
  }

  @Test
  void failedKey_waitsEachTimeTwiceAsLong() {
    pending.add(List.of(write("a", "1")));
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      PendingKey key = pending.next(Long.MAX_VALUE / 2).get(0);
      pending.failed(key, true, 0);
      assertThat(pending.next(0)).isEmpty();
      waits.add(TimeUnit.NANOSECONDS.toMillis(pending.dueIn(0)));
    }
    assertThat(waits).containsExactly(10L, 20L, 40L, 40L);
  }

  @Test
  void room_isWhatHasNotBeenRead() {
    int room = pending.room();
    pending.add(List.of(write("a", "1"), write("a", "2")));
    assertThat(pending.room()).isEqualTo(room - 2);
    pending.clear();
    assertThat(pending.room()).isEqualTo(room);
    assertThat(pending.lastWrite()).isEmpty();
  }
}
