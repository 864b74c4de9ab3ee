package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of loading, as parts of a configuration. */
class LoadPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        Arguments.of("load.lease", change(policy -> policy.withLease(Duration.ofMillis(99)))),
        Arguments.of("load.lease", change(policy -> policy.withLease(Duration.ofDays(2)))),
        Arguments.of("load.wait", change(policy -> policy.withWait(Duration.ZERO))),
        Arguments.of("load.timeout", change(policy -> policy.withTimeout(Duration.ZERO))),
        Arguments.of("load.null-for", change(policy -> policy.withNullFor(SECOND.negated()))));
  }

  private static UnaryOperator<LoadPolicy> change(UnaryOperator<LoadPolicy> change) {
    return change;
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void durationOutOfRange_isRefused(String setting, UnaryOperator<LoadPolicy> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(LoadPolicy.DEFAULT))
        .withMessageContainingAll(setting, "1d");
  }

  @Test
  void staleForOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RefreshAhead.OFF.withStaleFor(Duration.ZERO))
        .withMessageContaining("refresh.stale-for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RefreshAhead.OFF.withEarly(-1))
        .withMessageContaining("refresh.early");
  }

  @Test
  void eachSetting_isPartOfTheConfiguration() throws Exception {
    for (LoadPolicy policy :
        List.of(
            LoadPolicy.DEFAULT.withSingleFlight(false),
            LoadPolicy.DEFAULT.withLease(SECOND),
            LoadPolicy.DEFAULT.withWait(SECOND),
            LoadPolicy.DEFAULT.withTimeout(SECOND),
            LoadPolicy.DEFAULT.withNullFor(SECOND))) {
      assertCopied(new CinnabarConfiguration<>().setLoadPolicy(policy));
    }
    for (RefreshAhead refresh :
        List.of(
            RefreshAhead.OFF.withShare(0.1),
            RefreshAhead.OFF.withEarly(1),
            RefreshAhead.OFF.withStaleFor(SECOND))) {
      assertThat(refresh.isOn()).isTrue();
      assertCopied(new CinnabarConfiguration<>().setRefreshAhead(refresh));
    }
  }

  private static void assertCopied(CinnabarConfiguration<?, ?> configuration) throws Exception {
    assertThat(configuration).isNotEqualTo(new CinnabarConfiguration<>());
    for (CinnabarConfiguration<?, ?> copy :
        List.of(new CinnabarConfiguration<>(configuration), serialized(configuration))) {
      assertThat(copy).isEqualTo(configuration).hasSameHashCodeAs(configuration);
      assertThat(copy.getLoadPolicy()).hasToString(configuration.getLoadPolicy().toString());
      assertThat(copy.getRefreshAhead()).hasToString(configuration.getRefreshAhead().toString());
    }
  }

  private static CinnabarConfiguration<?, ?> serialized(CinnabarConfiguration<?, ?> configuration)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(configuration);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (CinnabarConfiguration<?, ?>) in.readObject();
    }
  }
}
