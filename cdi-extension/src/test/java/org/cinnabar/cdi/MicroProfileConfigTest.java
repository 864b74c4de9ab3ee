package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.Duration;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/**
 * Settings of a {@code META-INF/microprofile-config.properties}; runs where an implementation of
 * MicroProfile Config is on the class path.
 */
class MicroProfileConfigTest {
  @Test
  void settingsOfTheFile_count() {
    try (App app = App.of(FromFile.class)) {
      app.get(FromFile.class).get(1);
      CacheManager manager = app.get(CacheManager.class);
      CompleteConfiguration<?, ?> configuration =
          manager.getCache("from-file").getConfiguration(CompleteConfiguration.class);
      assertThat(configuration.getExpiryPolicyFactory().create().getExpiryForCreation())
          .isEqualTo(new Duration(TimeUnit.MINUTES, 7));
      assertThat(manager.getProperties())
          .containsEntry("cinnabar.caches.from-file.partitions", "4");
    }
  }

  @ApplicationScoped
  static class FromFile {
    @CacheResult(cacheName = "from-file")
    public int get(int id) {
      return id;
    }
  }
}
