package org.cinnabar.containers;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The annotation suite on Cinnabar. */
class CinnabarAnnotationsIT extends AnnotationsTest {
  CinnabarAnnotationsIT() {
    super("org.cinnabar.jcache.CinnabarCachingProvider");
  }

  @Deployment
  static Archive<?> application() {
    return Archives.annotations(Provider.CINNABAR);
  }
}
