package org.cinnabar.containers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.CDI;
import java.util.UUID;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.cinnabar.containers.web.Configured;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The settings, those of the connection too, come from the application's MicroProfile Config. */
@ExtendWith(ArquillianExtension.class)
@Tag("server")
@Tag("microprofile")
class MicroProfileConfigIT {

  @Deployment
  static WebArchive application() {
    return Archives.unconfigured(Provider.CINNABAR, "microprofile")
        .addClass(Configured.class)
        .addAsLibraries(Archives.files("assertj-core"))
        .addAsResource(
            new StringAsset(
                """
                cinnabar.redis=%s
                cinnabar.deadline=%s
                cinnabar.namespace=test-%s
                cinnabar.caches.configured.expiry.touched=7m
                cinnabar.caches.configured.statistics=true
                """
                    .formatted(Redis.address(), Archives.DEADLINE, UUID.randomUUID())),
            "META-INF/microprofile-config.properties")
        .addAsWebInfResource(Archives.beans("annotated"), "beans.xml");
  }

  @Test
  void settings_ofTheConnection_serve() {
    String text = UUID.randomUUID().toString();
    assertThat(CDI.current().select(Configured.class).get().throughTheCache(text)).isEqualTo(text);
  }

  @Test
  void settings_ofACache_serve() {
    CompleteConfiguration<String, String> configuration =
        CDI.current().select(Configured.class).get().configuration();
    assertThat(configuration.isStatisticsEnabled()).isTrue();
    ExpiryPolicy expiry = configuration.getExpiryPolicyFactory().create();
    assertThat(expiry.getExpiryForCreation())
        .isEqualTo(new Duration(java.util.concurrent.TimeUnit.MINUTES, 7));
    assertThat(expiry.getExpiryForAccess()).isEqualTo(expiry.getExpiryForCreation());
  }
}
