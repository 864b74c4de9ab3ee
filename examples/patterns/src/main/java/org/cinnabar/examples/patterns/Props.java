package org.cinnabar.examples.patterns;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import javax.cache.CacheManager;

/** Lets beans have what is on the stage. */
final class Props implements Extension {

  private final Stage stage;

  Props(Stage stage) {
    this.stage = stage;
  }

  void addStage(@Observes AfterBeanDiscovery event) {
    event.<Stage>addBean().types(Stage.class).createWith(context -> stage);
  }

  /** With a manager of the application's own, the annotations use that one. */
  @ApplicationScoped
  static class Producers {

    @Produces
    CacheManager manager(Stage stage) {
      return stage.manager();
    }

    @Produces
    Shop shop(Stage stage) {
      return stage.shop();
    }
  }
}
