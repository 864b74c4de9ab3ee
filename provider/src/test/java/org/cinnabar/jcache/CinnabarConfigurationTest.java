package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a configuration takes, and what becomes of it. */
class CinnabarConfigurationTest {
  @Test
  void valuesOutOfRange_areRefused_namingTheSetting() {
    refused("partitions", configuration -> configuration.setPartitions(-1));
    refused("partitions", configuration -> configuration.setPartitions(16_385));
    refused("maxDepth", configuration -> configuration.setMaxDepth(0));
    refused("maxDepth", configuration -> configuration.setMaxDepth(10_001));
    refused("maxBytes", configuration -> configuration.setMaxBytes(0));
    refused("maxBytes", configuration -> configuration.setMaxBytes((512 << 20) + 1));
    refused("nearSize", configuration -> configuration.setNearSize(-1));
    refused("nearBytes", configuration -> configuration.setNearBytes(-1));
    refused("nearMaxAge", configuration -> configuration.setNearMaxAge(Duration.ZERO));
    refused("maxEntries", configuration -> configuration.setMaxEntries(-1));
    refused("maxEntries", configuration -> configuration.setMaxEntries(1_000_000_001));
    refused("nearMaxAge", configuration -> configuration.setNearMaxAge(Duration.ofMillis(-1)));
  }

  @Test
  void nullNames_areRefused() {
    CinnabarConfiguration<String, Long> configuration = new CinnabarConfiguration<>();
    assertThatThrownBy(() -> configuration.addImmutableClasses((String) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("immutable class name");
    assertThatThrownBy(() -> configuration.addTrustedClasses((String) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("trusted class name");
  }

  @Test
  void copyAndSerialization_keepEverySetting() throws Exception {
    CinnabarConfiguration<String, Long> original = everySetting();

    assertThat(new CinnabarConfiguration<>(original))
        .isEqualTo(original)
        .hasSameHashCodeAs(original);
    assertThat(serializedAndBack(original)).isEqualTo(original).hasSameHashCodeAs(original);
  }

  @Test
  void anyOtherSetting_isAnotherConfiguration() {
    differs(configuration -> configuration.setNearSize(1));
    differs(configuration -> configuration.setNearBytes(1));
    differs(configuration -> configuration.setNearMaxAge(null));
    differs(configuration -> configuration.addImmutableClasses("com.acme.Other"));
    differs(configuration -> configuration.addTrustedClasses("com.acme.Other"));
    differs(configuration -> configuration.setPartitions(1));
    differs(configuration -> configuration.setMaxDepth(1));
    differs(configuration -> configuration.setMaxBytes(1));
    differs(configuration -> configuration.setTrustAllClasses(false));
    differs(configuration -> configuration.setMaxEntries(1));
    differs(configuration -> configuration.setEviction(Eviction.LFU));
  }

  private static CinnabarConfiguration<String, Long> everySetting() {
    return new CinnabarConfiguration<String, Long>()
        .setTypes(String.class, Long.class)
        .setPartitions(3)
        .setMaxDepth(9)
        .setMaxBytes(1000)
        .setTrustAllClasses(true)
        .addTrustedClasses("com.acme.Order")
        .setMaxEntries(500)
        .setEviction(Eviction.LRU)
        .setNearSize(100)
        .setNearBytes(5_000_000_000L)
        .setNearMaxAge(Duration.ofSeconds(5))
        .addImmutableClasses("com.acme.Price");
  }

  private static void refused(
      String setting, Consumer<CinnabarConfiguration<String, Long>> setter) {
    assertThatThrownBy(() -> setter.accept(new CinnabarConfiguration<>()))
        .as(setting)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(setting + " must be ");
  }

  private static void differs(Consumer<CinnabarConfiguration<String, Long>> setter) {
    CinnabarConfiguration<String, Long> other = everySetting();
    setter.accept(other);
    assertThat(other).isNotEqualTo(everySetting());
  }

  private static Object serializedAndBack(Object original) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
