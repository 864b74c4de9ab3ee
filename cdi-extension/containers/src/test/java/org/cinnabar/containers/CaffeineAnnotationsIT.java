package org.cinnabar.containers;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;

/** The annotation suite on another provider. */
@Tag("other-provider")
class CaffeineAnnotationsIT extends AnnotationsTest {
  CaffeineAnnotationsIT() {
    super("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
  }

  @Deployment
  static Archive<?> application() {
    return Archives.annotations(Provider.CAFFEINE);
  }
}
