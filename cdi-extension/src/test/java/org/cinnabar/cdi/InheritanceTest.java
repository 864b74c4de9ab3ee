package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/** Where annotations may stand, and which counts. */
class InheritanceTest {
  @Test
  void inheritedMethod_isCachedUnderTheNearestDefaults() {
    try (App app = App.of(Derived.class, Plain.class)) {
      assertThat(app.get(Derived.class).inherited(1)).isEqualTo(1);
      assertThat(app.get(Derived.class).inherited(1)).isEqualTo(1);
      assertThat(app.get(Plain.class).inherited(1)).isEqualTo(1);
      assertThat(app.get(Plain.class).inherited(2)).isEqualTo(2);
      assertThat(names(app)).containsExactlyInAnyOrder("derived", "base");
    }
  }

  @Test
  void overridingMethodWithoutAnnotation_isNotCached() {
    try (App app = App.of(Derived.class)) {
      assertThat(app.get(Derived.class).overridden(1)).isEqualTo(1);
      assertThat(app.get(Derived.class).overridden(1)).isEqualTo(2);
    }
  }

  @Test
  void annotatedClass_hasAllItsMethodsCached_unlessTheySayOtherwise() {
    try (App app = App.of(AllCached.class)) {
      AllCached bean = app.get(AllCached.class);
      assertThat(bean.one(1)).isEqualTo(1);
      assertThat(bean.one(1)).isEqualTo(1);
      bean.clear();
      assertThat(bean.one(1)).isEqualTo(2);
      bean.clear();
      assertThat(bean.cleared()).isEqualTo(2);
    }
  }

  @Test
  void stereotypeAndOwnBinding_carryTheAnnotation() {
    try (App app = App.of(Stereotyped.class, Bound.class)) {
      assertThat(app.get(Stereotyped.class).get(1)).isEqualTo(1);
      assertThat(app.get(Stereotyped.class).get(1)).isEqualTo(1);
      assertThat(app.get(Bound.class).get(1)).isEqualTo(1);
      assertThat(app.get(Bound.class).get(1)).isEqualTo(1);
      assertThat(names(app)).containsExactlyInAnyOrder("stereotyped", "bound");
    }
  }

  @Test
  void genericMethod_isCachedOnceHoweverItIsCalled() {
    try (App app = App.of(Texts.class)) {
      Source<String> source = app.get(Texts.class);
      assertThat(source.find("a")).isEqualTo("a1");
      assertThat(app.get(Texts.class).find("a")).isEqualTo("a1");
      assertThat(names(app))
          .containsExactly("org.cinnabar.cdi.InheritanceTest$Texts.find(java.lang.String)");
    }
  }

  private static Iterable<String> names(App app) {
    return app.get(CacheManager.class).getCacheNames();
  }

  @CacheDefaults(cacheName = "base")
  static class Base {
    final AtomicInteger calls = new AtomicInteger();

    @CacheResult
    public int inherited(int id) {
      return calls.incrementAndGet();
    }

    @CacheResult
    public int overridden(int id) {
      return calls.incrementAndGet();
    }
  }

  @ApplicationScoped
  @CacheDefaults(cacheName = "derived")
  static class Derived extends Base {
    @Override
    public int overridden(int id) {
      return super.overridden(id);
    }
  }

  @ApplicationScoped
  static class Plain extends Base {}

  @ApplicationScoped
  @CacheResult(cacheName = "all")
  static class AllCached {
    private final AtomicInteger calls = new AtomicInteger();
    private int cleared;

    public int one(int id) {
      return calls.incrementAndGet();
    }

    @CacheRemoveAll(cacheName = "all")
    public void clear() {
      cleared++;
    }

    @CacheResult(cacheName = "other")
    public int cleared() {
      return cleared;
    }
  }

  @Stereotype
  @CacheResult(cacheName = "stereotyped")
  @ApplicationScoped
  @Retention(RetentionPolicy.RUNTIME)
  @interface CachedService {}

  @CachedService
  static class Stereotyped {
    private final AtomicInteger calls = new AtomicInteger();

    public int get(int id) {
      return calls.incrementAndGet();
    }
  }

  @InterceptorBinding
  @CacheResult(cacheName = "bound")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Remembered {}

  @ApplicationScoped
  static class Bound {
    private final AtomicInteger calls = new AtomicInteger();

    @Remembered
    public int get(int id) {
      return calls.incrementAndGet();
    }
  }

  interface Source<T> {
    T find(T key);
  }

  @ApplicationScoped
  static class Texts implements Source<String> {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    @CacheResult
    public String find(String key) {
      return key + calls.incrementAndGet();
    }
  }
}
