package org.cinnabar.cdi.testing;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.openwebbeans.se.OWBInitializer;
import org.cinnabar.cdi.CinnabarExtension;
import org.jboss.weld.environment.se.Weld;

/**
 * An application in a container of its own, with settings of its own: on Weld, or on OpenWebBeans
 * when the system property {@code test.container} is {@code owb}.
 */
public final class App implements AutoCloseable {
  /** Caffeine's provider: in memory, by value. */
  public static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";

  /** Ours. */
  public static final String CINNABAR = "org.cinnabar.jcache.CinnabarCachingProvider";

  private final Map<String, String> replaced;
  private final SeContainer container;

  private App(Map<String, String> replaced, SeContainer container) {
    this.replaced = replaced;
    this.container = container;
  }

  /** The bean of this class. */
  public <T> T get(Class<T> type, Annotation... qualifiers) {
    return container.select(type, qualifiers).get();
  }

  /** The container. */
  public SeContainer container() {
    return container;
  }

  @Override
  public void close() {
    try {
      container.close();
    } finally {
      restore(replaced);
    }
  }

  private static void restore(Map<String, String> values) {
    values.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  /** An application on Caffeine with these beans. */
  public static App of(Class<?>... beans) {
    return builder().beans(beans).start();
  }

  /** An application to describe; on Caffeine unless said otherwise. */
  public static Builder builder() {
    return new Builder().set("cinnabar.cdi.provider", CAFFEINE);
  }

  /** Describes an application. */
  public static final class Builder {
    private final List<Class<?>> beans = new ArrayList<>();
    private final List<Class<?>> alternatives = new ArrayList<>();
    private final List<Class<?>> interceptors = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();

    /** Adds bean classes. */
    public Builder beans(Class<?>... classes) {
      beans.addAll(List.of(classes));
      return this;
    }

    /** Adds enabled alternatives. */
    public Builder alternatives(Class<?>... classes) {
      alternatives.addAll(List.of(classes));
      return beans(classes);
    }

    /** Adds enabled interceptors. */
    public Builder interceptors(Class<?>... classes) {
      interceptors.addAll(List.of(classes));
      return beans(classes);
    }

    /** Adds an extension. */
    public Builder extension(Extension extension) {
      extensions.add(extension);
      return this;
    }

    /** Sets a setting; null removes it. */
    public Builder set(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /** Starts it. */
    public App start() {
      Map<String, String> replaced = new HashMap<>();
      settings.keySet().forEach(name -> replaced.put(name, System.getProperty(name)));
      restore(settings);
      try {
        return new App(replaced, container());
      } catch (RuntimeException e) {
        restore(replaced);
        throw e;
      }
    }

    private SeContainer container() {
      return "owb".equals(System.getProperty("test.container")) ? openWebBeans() : weld();
    }

    private SeContainer weld() {
      Weld weld =
          new Weld()
              .disableDiscovery()
              .beanClasses(beans.toArray(Class<?>[]::new))
              .alternatives(alternatives.toArray(Class<?>[]::new))
              .interceptors(interceptors.toArray(Class<?>[]::new))
              .addExtension(new CinnabarExtension());
      extensions.forEach(weld::addExtension);
      return weld.initialize();
    }

    // It finds our extension by itself.
    private SeContainer openWebBeans() {
      return new OWBInitializer()
          .disableDiscovery()
          .addBeanClasses(beans.toArray(Class<?>[]::new))
          .selectAlternatives(alternatives.toArray(Class<?>[]::new))
          .enableInterceptors(interceptors.toArray(Class<?>[]::new))
          .addExtensions(extensions.toArray(Extension[]::new))
          .initialize();
    }
  }
}
