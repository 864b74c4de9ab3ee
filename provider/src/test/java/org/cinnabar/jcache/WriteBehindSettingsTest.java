package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.RedisServers;
import org.junit.jupiter.api.Test;

class WriteBehindSettingsTest {

  @Test
  void contradictions_areToldAllAtOnce() {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>()
            .setWriteBehind(
                new WriteBehind()
                    .withBatchSize(10)
                    .withMaxBacklog(9)
                    .withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fixture.cache(configuration))
          .withMessageContainingAll(
              "no cache writer",
              "write-through",
              "write-behind.max-backlog is 9",
              "write-behind.batch-size, 10",
              "write-behind.backoff is PT2S");
      assertThat(fixture.manager().getCacheNames()).isEmpty();
    }
  }

  @Test
  void valuesOutOfRange_areRefusedByName() {
    WriteBehind settings = new WriteBehind();
    Map<String, UnaryOperator<WriteBehind>> wrong =
        Map.of(
            "write-behind.batch-size must be at least 1", with -> with.withBatchSize(0),
            "at most 5000", with -> with.withBatchSize(5001),
            "write-behind.delay", with -> with.withDelay(Duration.ofMillis(-1)),
            "write-behind.max-backlog", with -> with.withMaxBacklog(-1),
            "write-behind.max-tries", with -> with.withMaxTries(0),
            "write-behind.backoff", with -> with.withBackoff(Duration.ZERO, Duration.ofSeconds(1)),
            "write-behind.max-backoff",
                with -> with.withBackoff(Duration.ofSeconds(1), Duration.ofDays(2)),
            "write-behind.takeover must be at least 100 ms",
                with -> with.withTakeover(Duration.ofMillis(99)),
            "write-behind.close-limit", with -> with.withCloseLimit(Duration.ofDays(2)));
    wrong.forEach(
        (name, change) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(settings))
                .withMessageContaining(name));
  }

  @Test
  void setting_isPartOfTheConfiguration() throws Exception {
    WriteBehind settings = new WriteBehind().withDelay(Duration.ZERO).withCoalescing(false);
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>().setWriteBehind(settings);
    assertThat(configuration.getSettingsMade()).containsExactly("write-behind");
    assertThat(new CinnabarConfiguration<>(configuration)).isEqualTo(configuration);
    assertThat(new CinnabarConfiguration<String, Integer>()).isNotEqualTo(configuration);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(settings);
    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(settings)
        .hasSameHashCodeAs(settings);
  }

  @Test
  void cacheThatIsNotWrittenBehind_hasNothingToFlush() {
    try (JCacheFixture fixture = JCacheFixture.on(RedisServers.shared())) {
      Cache<String, Integer> cache = fixture.cache();
      CinnabarCache<?, ?> unwrapped = cache.unwrap(CinnabarCache.class);
      unwrapped.flush(Duration.ofMillis(1));
      assertThatIllegalArgumentException().isThrownBy(() -> unwrapped.flush(Duration.ZERO));
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(unwrapped::deadLetters)
          .withMessageContaining("write-behind.enabled");
    }
  }
}
