package org.cinnabar.containers;

import jakarta.enterprise.inject.spi.CDI;
import org.cinnabar.containers.suite.AnnotationSuite;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the suite in the container, on the beans of its application. */
@ExtendWith(ArquillianExtension.class)
abstract class AnnotationsTest implements AnnotationSuite {
  private final String provider;

  AnnotationsTest(String provider) {
    this.provider = provider;
  }

  @Override
  public <T> T bean(Class<T> type) {
    return CDI.current().select(type).get();
  }

  @Override
  public String provider() {
    return provider;
  }
}
