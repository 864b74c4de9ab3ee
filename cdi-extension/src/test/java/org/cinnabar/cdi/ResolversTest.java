package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import javax.cache.configuration.MutableConfiguration;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/** {@code cacheResolverFactory} and {@code cacheKeyGenerator}. */
class ResolversTest {
  @Test
  void factory_isABeanFirst_andAskedOncePerMethod() {
    try (App app = App.of(Bean.class, Tenants.class)) {
      Bean bean = app.get(Bean.class);
      Tenants tenants = app.get(Tenants.class);
      tenants.use("a");
      assertThat(bean.get(1)).isEqualTo(1);
      tenants.use("b");
      assertThat(bean.get(1)).isEqualTo(2);
      tenants.use("a");
      assertThat(bean.get(1)).isEqualTo(1);
      assertThat(tenants.asked()).containsExactly("get of tenant-cache", "failures of get");
    }
  }

  @Test
  void exceptionResolver_comesFromTheSameFactory() {
    try (App app = App.of(Bean.class, Tenants.class)) {
      app.get(Tenants.class).use("a");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> app.get(Bean.class).get(-1)).hasMessage("negative");
      }
      assertThat(app.get(Bean.class).calls()).hasValue(1);
      assertThat(app.get(CacheManager.class).getCacheNames()).contains("failures-a");
    }
  }

  @Test
  void generator_withoutABean_isConstructedOnce() {
    try (App app = App.of(Generated.class)) {
      Generated bean = app.get(Generated.class);
      int before = FirstLetter.made.get();
      assertThat(bean.get("apple")).isEqualTo(1);
      assertThat(bean.get("avocado")).isEqualTo(1);
      assertThat(bean.get("banana")).isEqualTo(2);
      assertThat(FirstLetter.made.get()).isEqualTo(before);
    }
  }

  @Test
  void methodsMember_comesBeforeTheClassDefaults() {
    try (App app = App.of(Generated.class)) {
      Generated bean = app.get(Generated.class);
      assertThat(bean.byDefaults("apple")).isEqualTo(1);
      assertThat(bean.byDefaults("avocado")).isEqualTo(1);
      assertThat(bean.byLastLetter("apple")).isEqualTo(2);
      assertThat(bean.byLastLetter("pie")).isEqualTo(2);
    }
  }

  @Test
  void context_tellsEverythingAboutTheCall() throws Exception {
    try (App app = App.of(Inspected.class)) {
      Inspected bean = app.get(Inspected.class);
      bean.put(1, "value", 'c');
      CacheKeyInvocationContext<?> context = Recording.last;
      assertThat(context.getCacheName()).isEqualTo("inspected");
      assertThat(context.getCacheAnnotation()).isInstanceOf(CachePut.class);
      assertThat(context.getMethod())
          .isEqualTo(Inspected.class.getMethod("put", int.class, String.class, char.class));
      assertThat(context.getAnnotations())
          .extracting(Annotation::annotationType)
          .satisfiesExactlyInAnyOrder(
              type -> assertThat(type).isEqualTo(CachePut.class),
              type -> assertThat(type).isEqualTo(Deprecated.class));
      assertThat(context.getTarget()).isInstanceOf(Inspected.class);
      assertThat(values(context.getAllParameters())).containsExactly(1, "value", 'c');
      assertThat(values(context.getKeyParameters())).containsExactly(1);
      assertThat(context.getValueParameter().getValue()).isEqualTo("value");
      assertThat(context.getValueParameter().getRawType()).isEqualTo(String.class);
      assertThat(context.getValueParameter().getParameterPosition()).isEqualTo(1);
      assertThat(context.getValueParameter().getAnnotations()).hasSize(1);
      assertThat(context.unwrap(InvocationContext.class).getParameters()).hasSize(3);
      assertThatThrownBy(() -> context.unwrap(String.class))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Object[] values(CacheInvocationParameter[] parameters) {
    return Arrays.stream(parameters).map(CacheInvocationParameter::getValue).toArray();
  }

  @ApplicationScoped
  static class Bean {
    private final AtomicInteger calls = new AtomicInteger();

    AtomicInteger calls() {
      return calls;
    }

    @CacheResult(
        cacheName = "tenant-cache",
        exceptionCacheName = "failures",
        cacheResolverFactory = Tenants.class)
    public int get(int id) {
      int call = calls.incrementAndGet();
      if (id < 0) {
        throw new IllegalArgumentException("negative");
      }
      return call;
    }
  }

  /** Has no constructor that could be called, so it works as a bean or not at all. */
  @ApplicationScoped
  static class Tenants implements CacheResolverFactory {
    private final CacheManager manager;
    private final List<String> asked = new ArrayList<>();
    private String tenant;

    Tenants() {
      manager = null;
    }

    @Inject
    Tenants(CacheManager manager) {
      this.manager = manager;
    }

    void use(String name) {
      tenant = name;
    }

    List<String> asked() {
      return asked;
    }

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
      asked.add(method.getMethod().getName() + " of " + method.getCacheName());
      return new Resolver("tenant-");
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
      String name = method.getCacheAnnotation().exceptionCacheName();
      asked.add(name + " of " + method.getMethod().getName());
      return new Resolver(name + "-");
    }

    private class Resolver implements CacheResolver {
      private final String prefix;

      Resolver(String prefix) {
        this.prefix = prefix;
      }

      @Override
      public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
        Cache<K, V> cache = manager.getCache(prefix + tenant);
        return cache == null
            ? manager.createCache(prefix + tenant, new MutableConfiguration<K, V>())
            : cache;
      }
    }
  }

  @ApplicationScoped
  @CacheDefaults(cacheName = "by-defaults", cacheKeyGenerator = FirstLetter.class)
  static class Generated {
    private final AtomicInteger calls = new AtomicInteger();

    @CacheResult(cacheName = "generated", cacheKeyGenerator = FirstLetter.class)
    public int get(String word) {
      return calls.incrementAndGet();
    }

    @CacheResult
    public int byDefaults(String word) {
      return calls.incrementAndGet();
    }

    @CacheResult(cacheKeyGenerator = LastLetter.class)
    public int byLastLetter(String word) {
      return calls.incrementAndGet();
    }
  }

  static class FirstLetter implements CacheKeyGenerator {
    static final AtomicInteger made = new AtomicInteger();

    FirstLetter() {
      made.incrementAndGet();
    }

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> call) {
      return ParameterKey.of(((String) call.getKeyParameters()[0].getValue()).charAt(0));
    }
  }

  static class LastLetter implements CacheKeyGenerator {
    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> call) {
      String word = (String) call.getKeyParameters()[0].getValue();
      return ParameterKey.of("last", word.charAt(word.length() - 1));
    }
  }

  @ApplicationScoped
  static class Inspected {
    @CachePut(cacheName = "inspected", cacheKeyGenerator = Recording.class)
    @Deprecated
    public void put(@CacheKey int id, @CacheValue String value, char other) {}
  }

  static class Recording implements CacheKeyGenerator {
    static CacheKeyInvocationContext<?> last;

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> call) {
      last = call;
      return ParameterKey.of(1);
    }
  }
}
