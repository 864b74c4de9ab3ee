package org.cinnabar.jcache.internal.near;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.cinnabar.jcache.internal.codec.CodecSettings;
import org.cinnabar.jcache.internal.codec.KryoCacheCodec;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.near.NearCache.Ticket;
import org.cinnabar.jcache.internal.store.Snapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What may be served when reads, writes, messages and pulses meet in one order or another. Time
 * stands still but where a test lets it pass.
 */
class NearCacheTest {
  private static final long ETERNAL = -1;
  private static final long LEASE_MILLIS = TimeUnit.NANOSECONDS.toMillis(Hearing.LEASE_NANOS);

  private final LenientCodec<String, Object> codec =
      new LenientCodec<>(
          "test",
          new KryoCacheCodec<>(
              String.class,
              Object.class,
              CodecSettings.defaults(NearCacheTest.class.getClassLoader())));
  private final AtomicLong millis = new AtomicLong(1);
  private final NearClock clock = new NearClock(() -> TimeUnit.MILLISECONDS.toNanos(millis.get()));
  private NearCache<String, Object> near = near(new NearSettings(100, 0, Long.MAX_VALUE, Set.of()));

  private NearCache<String, Object> near(NearSettings settings) {
    return new NearCache<>(settings, codec, 2, clock);
  }

  @BeforeEach
  void begin() {
    pulse(10);
  }

  private void pass(long time) {
    millis.addAndGet(time);
  }

  /** A pulse that is sent now and comes back at once. */
  private void pulse(long sequence) {
    pulse(0, sequence);
  }

  private void pulse(int partition, long sequence) {
    near.onPulse(partition, sequence, TimeUnit.MILLISECONDS.toMicros(millis.get()));
  }

  private Ticket ticket(String key) {
    return near.begin(0, codec.encodeKey(key));
  }

  private void install(String key, Ticket ticket, Object value, long ttl, long sequence) {
    byte[] envelope = value == null ? null : codec.encodeValue(value);
    near.install(0, codec.encodeKey(key), ticket, new Snapshot(envelope, ttl, sequence));
  }

  private void read(String key, Object value, long sequence) {
    install(key, ticket(key), value, ETERNAL, sequence);
  }

  private void changed(String key, long sequence) {
    near.onChanged(0, sequence, codec.encodeKey(key));
  }

  private void written(String key) {
    near.written(0, codec.encodeKey(key));
  }

  @Test
  void read_isServed() {
    read("k", "v", 10);
    assertThat(near.get("k")).isEqualTo("v");
    assertThat(near.size()).isOne();
  }

  private void readTagged(String key, Object value, long sequence, String... tags) {
    near.install(
        0,
        codec.encodeKey(key),
        ticket(key),
        new Snapshot(codec.with(Set.of(tags)).encodeValue(value), ETERNAL, sequence));
  }

  private void invalidated(long sequence, String... tags) {
    near.onTagsInvalidated(0, sequence, Set.of(tags));
  }

  @Test
  void invalidatedTag_dropsWhatHasIt() {
    readTagged("both", "v", 10, "t", "u");
    readTagged("t", "v", 10, "t");
    readTagged("u", "v", 10, "u");
    read("none", "v", 10);
    invalidated(11, "t", "unknown");
    assertThat(near.get("both")).isNull();
    assertThat(near.get("t")).isNull();
    assertThat(near.get("u")).isEqualTo("v");
    assertThat(near.get("none")).isEqualTo("v");
    invalidated(12, "u");
    assertThat(near.get("u")).isNull();
    assertThat(near.size()).isOne();
  }

  @Test
  void copyInThePlaceOfAnother_isDroppedByItsOwnTags() {
    readTagged("k", "v1", 10, "t", "old");
    readTagged("k", "v2", 11, "t", "new");
    invalidated(11, "old");
    assertThat(near.get("k")).isEqualTo("v2");
    invalidated(12, "t");
    assertThat(near.get("k")).isNull();
    readTagged("k", "v3", 12, "new");
    changed("k", 13);
    readTagged("k", "v4", 13, "new");
    near.invalidated(List.of("new".getBytes(UTF_8)));
    assertThat(near.get("k")).isNull();
  }

  @Test
  void invalidatedBetweenReadAndInstall_isNotInstalled() {
    Ticket ticket = ticket("k");
    invalidated(11, "t");
    install("k", ticket, "v1", ETERNAL, 10);
    assertThat(near.get("k")).isNull();
    Ticket another = ticket("k");
    near.invalidated(List.of("t".getBytes(UTF_8)));
    install("k", another, "v1", ETERNAL, 11);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void ownInvalidation_isDoneWhenItReturns_alsoWhileItsMessageComes() throws Exception {
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "k" + i).toList();
    ExecutorService listener = Executors.newSingleThreadExecutor();
    try {
      for (long sequence = 11; sequence < 2_000; sequence++) {
        long heard = sequence;
        keys.forEach(key -> readTagged(key, "v", heard - 1, "t"));
        assertThat(near.get("k0")).isEqualTo("v");
        Future<?> message = listener.submit(() -> invalidated(heard, "t"));
        near.invalidated(List.of("t".getBytes(UTF_8)));
        assertThat(keys).allMatch(key -> near.get(key) == null);
        message.get();
      }
    } finally {
      listener.shutdownNow();
    }
  }

  @Test
  void tagsOfCopiesThatAreGone_areForgotten() {
    near = near(new NearSettings(10, 0, Long.MAX_VALUE, Set.of()));
    pulse(10);
    for (int i = 0; i < 1000; i++) {
      readTagged("k" + i, "v", 10, "t" + i);
    }
    assertThat(near.tags()).isLessThanOrEqualTo(10);
    near.onLost(0);
    assertThat(near.tags()).isZero();
  }

  @Test
  void change_dropsWhatWasReadBefore() {
    read("k", "v", 10);
    read("other", "v", 10);
    changed("k", 11);
    assertThat(near.get("k")).isNull();
    assertThat(near.get("other")).isEqualTo("v");
  }

  @Test
  void changeHeardLate_keepsWhatWasReadAfterIt() {
    read("k", "v2", 11);
    changed("k", 11);
    assertThat(near.get("k")).isEqualTo("v2");
  }

  @Test
  void changeBetweenReadAndInstall_isNotInstalled() {
    Ticket ticket = ticket("k");
    changed("k", 11);
    install("k", ticket, "v1", ETERNAL, 10);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void changeHeardWhileReadingWhatIsNewer_isInstalled() {
    Ticket ticket = ticket("k");
    changed("k", 11);
    install("k", ticket, "v2", ETERNAL, 11);
    assertThat(near.get("k")).isEqualTo("v2");
  }

  @Test
  void ownWriteBetweenReadAndInstall_isNotInstalled() {
    Ticket ticket = ticket("k");
    written("k");
    install("k", ticket, "v1", ETERNAL, 10);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void ownWrite_dropsAtOnce_andItsOwnMessageKeepsWhatWasReadSince() {
    read("k", "v1", 10);
    written("k");
    assertThat(near.get("k")).isNull();
    read("k", "v2", 11);
    changed("k", 11);
    assertThat(near.get("k")).isEqualTo("v2");
  }

  @Test
  void olderReadComingLate_doesNotReplaceANewerOne() {
    Ticket slow = ticket("k");
    read("k", "v2", 11);
    install("k", slow, "v1", ETERNAL, 10);
    assertThat(near.get("k")).isEqualTo("v2");
    changed("k", 11);
    assertThat(near.get("k")).isEqualTo("v2");
  }

  @Test
  void absenceReadLater_dropsTheCopy() {
    read("k", "v1", 10);
    read("k", null, 11);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void readWithoutRegistration_isNotInstalled() {
    read("k", "v", -1);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void beforeTheFirstPulse_nothingIsInstalled() {
    near = near(new NearSettings(100, 0, Long.MAX_VALUE, Set.of()));
    assertThat(ticket("k")).isNull();
  }

  @Test
  void withoutPulses_nothingIsServedAfterASecond() {
    read("k", "v", 10);
    pass(LEASE_MILLIS - 1);
    assertThat(near.get("k")).isEqualTo("v");
    pass(1);
    assertThat(near.get("k")).isNull();
    assertThat(ticket("k")).isNull();
  }

  @Test
  void whileTheClockTicks_nothingIsServedLongerEither() {
    install("k", ticket("k"), "v", ETERNAL, 10);
    install("short", ticket("short"), "v", 500, 10);
    for (int i = 1; i < 500; i++) {
      pass(1);
      clock.tick();
      assertThat(near.get("k")).isEqualTo("v");
      assertThat(near.get("short")).isEqualTo("v");
    }
    pass(1);
    assertThat(near.get("k")).isEqualTo("v");
    assertThat(near.get("short")).as("though the clock didn't tick").isNull();
    clock.tick();
    pass(LEASE_MILLIS - 500);
    assertThat(near.get("k")).as("though the clock didn't tick").isNull();
    clock.tick();
    assertThat(near.get("k")).isNull();
  }

  @Test
  void pulseAfterAPause_servesAgainWhereNothingWasMissed() {
    read("k", "v", 10);
    pass(10 * LEASE_MILLIS);
    pulse(10);
    assertThat(near.get("k")).isEqualTo("v");
  }

  @Test
  void pulseAfterAPause_provesOnlyTheTimeSinceItWasSent() {
    read("k", "v", 10);
    long sent = TimeUnit.MILLISECONDS.toMicros(millis.get());
    pass(LEASE_MILLIS);
    near.onPulse(0, 10, sent);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void pulseThatFindsMessagesMissing_dropsAll() {
    read("k", "v", 10);
    pass(1);
    pulse(11);
    assertThat(near.get("k")).isNull();
    assertThat(near.size()).isZero();
    pass(1);
    pulse(11);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void countBegunAnew_dropsAll() {
    read("k", "v", 10);
    pass(1);
    pulse(3);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void gap_dropsAllUntilANewerPulse() {
    read("k", "v", 10);
    long before = TimeUnit.MILLISECONDS.toMicros(millis.get());
    pass(1);
    changed("other", 12);
    assertThat(near.get("k")).isNull();
    near.onPulse(0, 12, before);
    assertThat(ticket("k")).as("a pulse from before the gap proves nothing").isNull();
    pass(1);
    pulse(12);
    read("k", "v2", 12);
    assertThat(near.get("k")).isEqualTo("v2");
  }

  @Test
  void readFromBeforeALoss_isNotInstalledAfterIt() {
    Ticket ticket = ticket("k");
    pass(1);
    near.onLost(0);
    pass(1);
    pulse(11);
    install("k", ticket, "v1", ETERNAL, 10);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void lossInOnePartition_leavesTheOthers() {
    pulse(1, 5);
    read("k", "v", 10);
    near.onLost(1);
    assertThat(near.get("k")).isEqualTo("v");
    assertThat(near.isValid(1)).isFalse();
  }

  @Test
  void clear_dropsAllAndGoesOn() {
    read("k", "v", 10);
    Ticket ticket = ticket("slow");
    near.onChanged(0, 11, null);
    install("slow", ticket, "v", ETERNAL, 10);
    assertThat(near.get("k")).isNull();
    assertThat(near.get("slow")).isNull();
    read("k", "v2", 11);
    assertThat(near.get("k")).isEqualTo("v2");
  }

  @Test
  void ownClear_dropsAllPartitions() {
    read("k", "v", 10);
    near.cleared();
    assertThat(near.get("k")).isNull();
    assertThat(near.size()).isZero();
  }

  @Test
  void deadline_countsFromBeforeTheRead() {
    Ticket ticket = ticket("k");
    pass(30);
    install("k", ticket, "v", 50, 10);
    pass(19);
    assertThat(near.get("k")).isEqualTo("v");
    pass(1);
    assertThat(near.get("k")).isNull();
    assertThat(near.size()).isZero();
  }

  @Test
  void maxAge_bounds() {
    near = near(new NearSettings(100, 0, TimeUnit.MILLISECONDS.toNanos(20), Set.of()));
    pulse(10);
    install("k", ticket("k"), "v", 50, 10);
    pass(19);
    assertThat(near.get("k")).isEqualTo("v");
    pass(1);
    assertThat(near.get("k")).isNull();
  }

  @Test
  void size_isBounded() {
    near = near(new NearSettings(10, 0, Long.MAX_VALUE, Set.of()));
    pulse(10);
    for (int i = 0; i < 100; i++) {
      read("k" + i, "v", 10);
    }
    assertThat(near.size()).isLessThanOrEqualTo(10);
    assertThat(near.evictions()).isEqualTo(100 - near.size());
  }

  @Test
  void bytes_areBounded_alsoTogetherWithSize() {
    near = near(new NearSettings(0, 1_000, Long.MAX_VALUE, Set.of()));
    pulse(10);
    for (int i = 0; i < 100; i++) {
      read("k" + i, "x".repeat(90), 10);
    }
    assertThat(near.size()).isBetween(5L, 11L);
    near = near(new NearSettings(3, 1_000, Long.MAX_VALUE, Set.of()));
    pulse(10);
    for (int i = 0; i < 100; i++) {
      read("k" + i, "x", 10);
    }
    assertThat(near.size()).isBetween(1L, 3L);
  }

  @Test
  void applicationsOwnKey_isKept_whereNobodyCanChangeIt() {
    String key = new String("k");
    assertThat(near.get(key)).isNull();
    read("k", "v", 10);
    assertThat(near.get(key)).isEqualTo("v");
    assertThat(near.get("other")).as("nothing was mixed up").isNull();
  }

  @Test
  void close_servesNothingMore() {
    read("k", "v", 10);
    near.close();
    pulse(10);
    assertThat(near.get("k")).isNull();
    assertThat(ticket("k")).isNull();
  }
}
