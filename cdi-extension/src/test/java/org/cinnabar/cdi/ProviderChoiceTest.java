package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import javax.cache.spi.CachingProvider;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/** Three providers are on the class path here: Caffeine's, Redisson's and ours. */
class ProviderChoiceTest {
  private static final String STANDARD = "javax.cache.spi.CachingProvider";

  @Test
  void severalAndNoneNamed_isAnErrorThatListsThem() {
    assertThatThrownBy(() -> app().set("cinnabar.cdi.provider", null).start())
        .hasMessageContaining("There are several caching providers, " + App.CAFFEINE + " and ")
        .hasMessageContaining(App.CINNABAR)
        .hasMessageContaining("name one by the setting cinnabar.cdi.provider, or by the system");
  }

  @Test
  void namedByOurSetting_isTaken() {
    try (App app = app().start()) {
      assertThat(provider(app)).isEqualTo(App.CAFFEINE);
    }
    try (App app = app().set("cinnabar.cdi.provider", App.CINNABAR).start()) {
      assertThat(provider(app)).isEqualTo(App.CINNABAR);
    }
  }

  @Test
  void namedByTheStandardProperty_isTaken_unlessOursSaysOtherwise() {
    try (App app = app().set("cinnabar.cdi.provider", null).set(STANDARD, App.CAFFEINE).start()) {
      assertThat(provider(app)).isEqualTo(App.CAFFEINE);
    }
    try (App app = app().set(STANDARD, App.CINNABAR).start()) {
      assertThat(provider(app)).isEqualTo(App.CAFFEINE);
    }
  }

  @Test
  void unknownName_isAnError() {
    assertThatThrownBy(() -> app().set("cinnabar.cdi.provider", "com.acme.Missing").start())
        .hasMessageContaining(
            "The caching provider com.acme.Missing, named by a setting, isn't in");
  }

  @Test
  void naming_doesNotChangeWhatTheApplicationFinds() {
    int before = count();
    try (App app = app().start()) {
      assertThat(app.get(CachingProvider.class))
          .isSameAs(Caching.getCachingProvider(App.CAFFEINE, getClass().getClassLoader()));
    }
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void managerHasTheApplicationsLoader_whateverTheThreads() {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (URLClassLoader foreign = new URLClassLoader(new URL[0], null);
        App app = app().start()) {
      thread.setContextClassLoader(foreign);
      assertThat(app.get(Plain.class).get(1)).isEqualTo(1);
      assertThat(app.get(CacheErrors.class).count()).isZero();
      assertThat(app.get(CacheManager.class).getClassLoader())
          .isSameAs(Plain.class.getClassLoader());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Test
  void uri_isTheManagers() {
    URI uri = URI.create("some:where");
    try (App app = app().set("cinnabar.cdi.uri", uri.toString()).start()) {
      assertThat(app.get(CacheManager.class).getURI()).isEqualTo(uri);
    }
  }

  @Test
  void none_isAnErrorThatSaysSo() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (Unserviced loader = new Unserviced(own)) {
      thread.setContextClassLoader(loader);
      Object start =
          loader.loadClass(Unserviced.Start.class.getName()).getConstructor().newInstance();
      assertThatThrownBy(((Runnable) start)::run)
          .hasMessageContaining("There is no caching provider in the application; add one");
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Test
  void applicationThatCachesNothing_needsNoProvider() {
    try (App app = App.builder().beans(Uncached.class).set("cinnabar.cdi.provider", null).start()) {
      assertThat(app.get(Uncached.class)).isNotNull();
    }
  }

  private static App.Builder app() {
    return App.builder().beans(Plain.class);
  }

  private static String provider(App app) {
    return app.get(CachingProvider.class).getClass().getName();
  }

  private int count() {
    int count = 0;
    for (CachingProvider ignored : Caching.getCachingProviders(getClass().getClassLoader())) {
      count++;
    }
    return count;
  }

  @ApplicationScoped
  static class Plain {
    @CacheResult(cacheName = "plain")
    public int get(int id) {
      return id;
    }
  }

  @ApplicationScoped
  static class Uncached {}

  /** An application of its own, on whose class path no provider is registered. */
  static final class Unserviced extends URLClassLoader {
    Unserviced(ClassLoader parent) {
      super(ownUrls(), parent);
    }

    private static URL[] ownUrls() {
      return new URL[] {
        ProviderChoiceTest.class.getProtectionDomain().getCodeSource().getLocation(),
        CinnabarExtension.class.getProtectionDomain().getCodeSource().getLocation()
      };
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (name.startsWith("org.cinnabar.cdi.")) {
          Class<?> known = findLoadedClass(name);
          return known == null ? findClass(name) : known;
        }
        return super.loadClass(name, resolve);
      }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws java.io.IOException {
      return name.endsWith(STANDARD) ? Collections.emptyEnumeration() : super.getResources(name);
    }

    /** Run inside that application. */
    public static final class Start implements Runnable {
      /** Called by reflection. */
      public Start() {}

      @Override
      public void run() {
        App.builder().beans(Plain.class).set("cinnabar.cdi.provider", null).start().close();
      }
    }
  }
}
