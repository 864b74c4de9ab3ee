package org.cinnabar.cdi.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final List<String> mistakes = new ArrayList<>();

  @AfterEach
  void forget() {
    System.clearProperty("cinnabar.cdi.provider");
    System.clearProperty("cinnabar.caches.a.partitions");
  }

  @Test
  void environment_isLookedAtUnderItsOwnSpelling() {
    Settings settings =
        environment(
            Map.of(
                "CINNABAR_CDI_PROVIDER", "from.Environment",
                "CINNABAR_CACHES_MY_ORDERS_VALUE_TYPE", "java.lang.String"));
    assertThat(settings.get("cinnabar.cdi.provider")).contains("from.Environment");
    CacheDeclaration declared = declaration("my.orders", settings);
    assertThat(declared.valueType()).isEqualTo(String.class);
    assertThat(mistakes).isEmpty();
  }

  @Test
  void systemProperty_comesBeforeTheEnvironment_andBlankIsNone() {
    Settings settings = environment(Map.of("CINNABAR_CDI_PROVIDER", "from.Environment"));
    System.setProperty("cinnabar.cdi.provider", " ");
    assertThat(settings.get("cinnabar.cdi.provider")).contains("from.Environment");
    System.setProperty("cinnabar.cdi.provider", " from.System ");
    assertThat(settings.get("cinnabar.cdi.provider")).contains("from.System");
  }

  @Test
  void everythingOfOurs_isPassedToTheProvider() {
    System.setProperty("cinnabar.caches.a.partitions", "4");
    Settings settings = environment(Map.of());
    assertThat(settings.properties())
        .containsEntry("cinnabar.caches.a.partitions", "4")
        .doesNotContainKey("java.version");
  }

  @Test
  void namesWithDots_areToldByTheirSettings_orByQuotes() {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("cinnabar.caches.my.orders.statistics", "true"),
            Map.entry("cinnabar.caches.\"com.acme.Dao.find(long)\".expiry.created", "1h"),
            Map.entry("cinnabar.caches.plain.expiry.modified", "eternal"),
            Map.entry("cinnabar.caches.plain.expiry.jitter", "0.1"),
            Map.entry("cinnabar.caches.plain.near.size", "10"),
            Map.entry("cinnabar.caches.plain.load.single-flight", "false"),
            Map.entry("cinnabar.caches.plain.load.lease", "2s"),
            Map.entry("cinnabar.caches.plain.load.wait", "2s"),
            Map.entry("cinnabar.caches.my.orders.refresh.share", "0.1"),
            Map.entry("cinnabar.caches.my.orders.refresh.stale-for", "1m"),
            Map.entry("cinnabar.caches.plain.write-behind.max-tries", "10"));
    CacheSettings settings = new CacheSettings(listed(values), mistakes);
    assertThat(settings.caches())
        .containsExactlyInAnyOrder("my.orders", "com.acme.Dao.find(long)", "plain");
    assertThat(settings.value("my.orders", "statistics")).isEqualTo("true");
    assertThat(settings.value("com.acme.Dao.find(long)", "expiry.created")).isEqualTo("1h");
    assertThat(mistakes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scheduled-refresh.every",
        "scheduled-refresh.cron",
        "scheduled-refresh.zone",
        "scheduled-refresh.keys",
        "scheduled-refresh.page-size",
        "warm.at-start",
        "warm.rate",
        "warm.parallelism",
        "warm.chunk-size",
        "warm.fresh-for",
        "hot-keys.size",
        "max-entries",
        "eviction",
        "predict.related-keys",
        "predict.queue-size"
      })
  void settingOfTheProvider_isNoMistake(String setting) {
    CacheSettings settings =
        new CacheSettings(listed(Map.of("cinnabar.caches.orders." + setting, "any")), mistakes);
    assertThat(settings.caches()).containsExactly("orders");
    assertThat(mistakes).isEmpty();
  }

  @Test
  void settingWithoutACache_isReported() {
    new CacheSettings(listed(Map.of("cinnabar.caches.statistics", "true")), mistakes);
    assertThat(mistakes)
        .containsExactly(
            "The setting cinnabar.caches.statistics names no cache, or no setting of one.");
  }

  @Test
  void defaults_areThoseOfTheStandard() {
    CdiSettings settings = CdiSettings.read(listed(Map.of()), mistakes);
    assertThat(settings)
        .isEqualTo(new CdiSettings(null, null, null, false, true, Duration.ofSeconds(30)));
    CacheDeclaration cache = declaration("any", listed(Map.of()));
    assertThat(cache.keyType()).isNull();
    assertThat(cache.valueType()).isNull();
    assertThat(cache.storeByValue()).isTrue();
    assertThat(cache.statistics()).isFalse();
    assertThat(cache.expiry().create().getExpiryForCreation().isEternal()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "10s,10000",
    "10m,600000",
    "2h,7200000",
    "1d,86400000",
    "PT1.5S,1500",
    "0s,0"
  })
  void durations_areReadInShortAndIso(String text, long millis) {
    assertThat(Durations.parseExpiry("name", text))
        .isEqualTo(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "10", "-1s", "PT-1S", "PT0.0001S", "99999999999999999d"})
  void otherDurations_areRefusedByName(String text) {
    assertThatThrownBy(() -> Durations.parseExpiry("cinnabar.caches.a.expiry.created", text))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("cinnabar.caches.a.expiry.created")
        .hasMessageContaining(text);
  }

  private CacheDeclaration declaration(String name, Settings settings) {
    return CacheDeclaration.read(
        name, new CacheSettings(settings, mistakes), SettingsTest.class.getClassLoader(), mistakes);
  }

  private static Settings environment(Map<String, String> environment) {
    return new Settings(new SystemSource(environment));
  }

  private static Settings listed(Map<String, String> values) {
    return new Settings(
        new SettingSource() {
          @Override
          public String get(String name) {
            return values.get(name);
          }

          @Override
          public Set<String> names() {
            return values.keySet();
          }
        });
  }
}
