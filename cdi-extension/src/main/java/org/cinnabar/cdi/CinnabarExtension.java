package org.cinnabar.cdi;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import org.cinnabar.cdi.internal.Application;

/**
 * Makes the JCache annotations work on CDI beans, and providers, managers and caches injectable.
 *
 * <p>Containers find it by themselves. Where extensions are added by hand, add this one.
 */
public class CinnabarExtension implements Extension {
  private final Application application = new Application();

  /** Called by the container. */
  public CinnabarExtension() {}

  void beforeBeanDiscovery(@Observes BeforeBeanDiscovery event) {
    application.addInterceptors(event);
  }

  /** A server's own interceptors would cache everything a second time. */
  void stepBack(
      @Observes @WithAnnotations({Interceptor.class, Produces.class})
          ProcessAnnotatedType<?> event) {
    application.vetoRivals(event);
  }

  void onManagedBean(@Observes ProcessManagedBean<?> event) {
    application.addBean(event.getAnnotatedBeanClass());
  }

  void onBean(@Observes ProcessBean<?> event) {
    application.noteBean(event.getBean());
  }

  void onInjectionPoint(@Observes ProcessInjectionPoint<?, ?> event) {
    application.noteInjectionPoint(event.getInjectionPoint());
  }

  void afterBeanDiscovery(@Observes AfterBeanDiscovery event) {
    application.addBeans(event);
  }

  void afterDeploymentValidation(@Observes AfterDeploymentValidation event, BeanManager beans) {
    application.check(event, beans);
  }

  void beforeShutdown(@Observes BeforeShutdown event) {
    application.close();
  }
}
