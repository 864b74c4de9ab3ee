package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import javax.cache.spi.CachingProvider;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/** Priority, exceptions of the application, and the end of the application. */
class InterceptionTest {
  @Test
  void priority_isAfterTheApplicationsInterceptors() {
    assertThat(auditedCalls(App.builder())).isEqualTo(2);
  }

  @Test
  void priority_isASetting() {
    assertThat(auditedCalls(App.builder().set("cinnabar.cdi.interceptor-priority", "1000")))
        .isEqualTo(1);
  }

  private static int auditedCalls(App.Builder builder) {
    AuditInterceptor.calls.set(0);
    try (App app = builder.beans(Audit.class).interceptors(AuditInterceptor.class).start()) {
      app.get(Audit.class).get(1);
      app.get(Audit.class).get(1);
      return AuditInterceptor.calls.get();
    }
  }

  @Test
  void cacheExceptionOfTheMethod_isTheMethods() {
    try (App app = App.of(Throwing.class)) {
      CacheException own = new CacheException("mine");
      assertThatThrownBy(() -> app.get(Throwing.class).get(1, own)).isSameAs(own);
      assertThat(app.get(CacheErrors.class).count()).isZero();
    }
  }

  @Test
  void errorOfTheMethod_isTheMethods() {
    try (App app = App.of(Throwing.class)) {
      AssertionError own = new AssertionError("mine");
      assertThatThrownBy(() -> app.get(Throwing.class).get(1, own)).isSameAs(own);
    }
  }

  @Test
  void valueOfAnotherType_isCountedAndReplaced() {
    try (App app = App.of(Throwing.class)) {
      Throwing bean = app.get(Throwing.class);
      assertThat(bean.text(1)).isEqualTo("text");
      assertThat(bean.number(1)).isEqualTo(1);
      assertThat(app.get(CacheErrors.class).count("mixed")).isEqualTo(1);
      assertThat(bean.number(1)).isEqualTo(1);
      assertThat(app.get(CacheErrors.class).count("mixed")).isEqualTo(1);
    }
  }

  @Test
  void shutdown_closesTheManagersOfTheApplicationsLoader_andNoOthers() {
    CacheManager manager;
    CacheManager second;
    CacheManager elsewhere;
    CachingProvider provider;
    try (App app = App.of(Throwing.class)) {
      app.get(Throwing.class).text(1);
      manager = app.get(CacheManager.class);
      provider = app.get(CachingProvider.class);
      second = provider.getCacheManager(URI.create("of:application"), manager.getClassLoader());
      elsewhere = provider.getCacheManager(null, new URLClassLoader(new URL[0]));
      assertThat(manager.isClosed()).isFalse();
    }
    assertThat(manager.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
    assertThat(elsewhere.isClosed()).isFalse();
    elsewhere.close();
  }

  @Retention(RetentionPolicy.RUNTIME)
  @InterceptorBinding
  @interface Audited {}

  @Audited
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  static class AuditInterceptor {
    static final AtomicInteger calls = new AtomicInteger();

    @AroundInvoke
    Object intercept(InvocationContext context) throws Exception {
      calls.incrementAndGet();
      return context.proceed();
    }
  }

  @ApplicationScoped
  static class Audit {
    @Audited
    @CacheResult(cacheName = "audited")
    public int get(int id) {
      return id;
    }
  }

  @ApplicationScoped
  static class Throwing {
    @CacheResult(cacheName = "throwing")
    public int get(@CacheKey int id, Throwable thrown) throws Throwable {
      throw thrown;
    }

    @CacheResult(cacheName = "mixed")
    public String text(int id) {
      return "text";
    }

    @CacheResult(cacheName = "mixed")
    public int number(int id) {
      return id;
    }
  }
}
