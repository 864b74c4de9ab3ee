package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/** What can't be meant stops the deployment, all of it at once. */
class MistakesTest {
  private static final String HERE = "org.cinnabar.cdi.MistakesTest$";

  @Test
  void allMistakes_areReportedTogether() {
    String message = messageOf(App.builder().beans(Wrong.class, WrongToo.class, WrongTypes.class));
    assertThat(message)
        .contains("Cinnabar found 12 mistakes:")
        .contains(
            HERE + "Wrong.two(int) has @CacheResult and @CacheRemove, of which one is allowed")
        .contains(
            HERE + "Wrong.three(int) has @CacheResult and @CacheRemove and @CacheRemoveAll, of")
        .contains(HERE + "Wrong.noValue(int) has no value to put; annotate one parameter")
        .contains(HERE + "Wrong.twoValues(int, int, int) has several parameters with @CacheValue")
        .contains(HERE + "Wrong.keyAndValue(int, int) has a parameter with both @CacheKey and")
        .contains(
            HERE + "Wrong.strayValue(int) has a parameter with @CacheValue, which only @CachePut")
        .contains(HERE + "Wrong.keyOfAll(int) has a parameter with @CacheKey, but @CacheRemoveAll")
        .contains(HERE + "Wrong.nothing(int) returns nothing that @CacheResult could store")
        .contains(HERE + "Wrong.hidden(int) has @CacheResult but is private, so it can't be")
        .contains(HERE + "Wrong.shared(int) has @CacheResult but is static, so it can't be")
        .contains(HERE + "WrongToo.lonely(int) has @CacheKey or @CacheValue on a parameter but no")
        .contains(HERE + "WrongTypes has @CacheResult and @CacheRemove, of which one is allowed");
  }

  @Test
  void finalMethod_isRefused() {
    assertThat(messageOf(App.builder().beans(FinalMethod.class))).contains("FinalMethod", "final");
  }

  @Test
  void finalClass_isRefused() {
    assertThat(messageOf(App.builder().beans(FinalClass.class))).contains("FinalClass", "final");
  }

  @Test
  void namedObjects_thatCantBeMade_areReported() {
    assertThat(messageOf(App.builder().beans(Unmakeable.class)))
        .contains("Cinnabar found 4 mistakes:")
        .contains(
            HERE
                + "Unmakeable.noConstructor(int) names "
                + HERE
                + "NoConstructor, which can't be used")
        .contains("NoConstructor is no bean, and can't be made by a constructor without parameters")
        .contains("Unmakeable.throwing(int) names", "Throwing failed", "no luck")
        .contains("Unmakeable.abstractOne(int) names")
        .contains("Unmakeable.factory(int) names");
  }

  @Test
  void keyTypeThatAnnotationsDontHave_isReported() {
    assertThat(
            messageOf(
                App.builder()
                    .beans(Fine.class)
                    .set("cinnabar.caches.fine.key-type", "java.lang.Long")))
        .contains(
            "MistakesTest$Fine.get(int) uses the cache fine, whose key-type is java.lang.Long");
  }

  @Test
  void settingsAndAnnotations_areReportedTogether() {
    assertThat(
            messageOf(
                App.builder()
                    .beans(WrongToo.class)
                    .set("cinnabar.cdi.on-cache-error", "ignore")
                    .set("cinnabar.cdi.singleflight", "false")
                    .set("cinnabar.cdi.single-flight", "maybe")
                    .set("cinnabar.cdi.interceptor-priority", "high")
                    .set("cinnabar.caches.fine.expiry.creatd", "10m")
                    .set("cinnabar.caches.fine.statistic", "true")
                    .set("cinnabar.caches.fine.value-type", "com.acme.Missing")
                    .set("cinnabar.caches.fine.expiry.touched", "soon")))
        .contains("Cinnabar found 9 mistakes:")
        .contains("WrongToo.lonely(int)")
        .contains("cinnabar.cdi.on-cache-error is \"ignore\"; it must be bypass or fail")
        .contains("no setting cinnabar.cdi.singleflight; did you mean cinnabar.cdi.single-flight?")
        .contains("cinnabar.cdi.single-flight is \"maybe\"; it must be true or false")
        .contains("cinnabar.cdi.interceptor-priority is \"high\"; it must be a whole number")
        .contains(
            "cinnabar.caches.fine.expiry.creatd; did you mean cinnabar.caches.fine.expiry.created?")
        .contains("cinnabar.caches.fine.statistic; did you mean cinnabar.caches.fine.statistics?")
        .contains("cinnabar.caches.fine.value-type is \"com.acme.Missing\"; it must be the name")
        .contains("cinnabar.caches.fine.expiry.touched is \"soon\"; it must be a duration");
  }

  @Test
  void injectedWithOtherTypes_isReported() {
    assertThat(
            messageOf(
                App.builder()
                    .beans(Injected.class)
                    .set("cinnabar.caches.injected.key-type", "java.lang.String")
                    .set("cinnabar.caches.injected.value-type", "java.lang.Integer")))
        .contains(
            HERE
                + "Injected.cache injects the cache injected as Cache<java.lang.Long, java.lang.Integer>, but its types are java.lang.String and java.lang.Integer");
  }

  @Test
  void classThatIsNoBean_isNobodysBusiness() {
    try (App app = App.of(Fine.class)) {
      assertThat(app.get(Fine.class).get(1)).isEqualTo(1);
    }
  }

  @Test
  void uriThatIsNone_isReportedWithoutShowingIt() {
    assertThat(
            messageOf(
                App.builder().beans(Fine.class).set("cinnabar.cdi.uri", "redis://:secret @x")))
        .contains("cinnabar.cdi.uri is no URI")
        .doesNotContain("secret");
  }

  @Test
  void settingThatTheProviderRefuses_isReported() {
    assertThat(
            messageOf(
                App.builder()
                    .beans(Fine.class)
                    .set("cinnabar.cdi.provider", App.CINNABAR)
                    .set("cinnabar.deadline", "soon")))
        .contains("cinnabar.deadline");
  }

  @Test
  void storeByReference_onAProviderWithoutIt_isReported() {
    assertThat(
            messageOf(
                App.builder()
                    .beans(Fine.class)
                    .set("cinnabar.cdi.provider", App.CINNABAR)
                    .set("cinnabar.caches.fine.store-by-value", "false")))
        .contains("The cache fine has store-by-value=false, but " + App.CINNABAR + " only stores");
  }

  @Test
  void jndiNameWhereNothingIs_isReported() {
    assertThat(
            messageOf(
                App.builder().beans(Fine.class).set("cinnabar.cdi.jndi-name", "java:app/caches")))
        .contains("cinnabar.cdi.jndi-name is \"java:app/caches\", but nothing can be looked up");
  }

  @Test
  void throughWithoutLoader_andSeveralExpiries_areReported() {
    assertThat(
            messageOf(
                App.builder()
                    .beans(Fine.class)
                    .set("cinnabar.caches.fine.read-through", "true")
                    .set("cinnabar.caches.fine.writer", "java.lang.String")
                    .set("cinnabar.caches.fine.expiry.created", "10m")
                    .set("cinnabar.caches.fine.expiry.touched", "10m")))
        .contains("Cinnabar found 3 mistakes:")
        .contains(
            "cinnabar.caches.fine.read-through is true, but there is no cinnabar.caches.fine.loader")
        .contains(
            "cinnabar.caches.fine.writer is \"java.lang.String\"; it must be a class that implements")
        .contains("The cache fine has several expiry settings, expiry.created and expiry.touched");
  }

  /** What is said of an application that can't be deployed, causes included. */
  static String messageOf(App.Builder app) {
    StringBuilder text = new StringBuilder();
    Throwable failure = catchThrowable(() -> app.start().close());
    assertThat(failure).isNotNull();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t.getMessage()).append('\n');
    }
    return text.toString();
  }

  @ApplicationScoped
  static class Fine {
    @CacheResult(cacheName = "fine")
    public int get(int id) {
      return id;
    }
  }

  @ApplicationScoped
  static class Injected {
    @Inject
    @CacheName("injected")
    Cache<Long, Integer> cache;
  }

  @ApplicationScoped
  static class Wrong {
    @CacheResult
    @CacheRemove
    public int two(int id) {
      return id;
    }

    @CacheResult
    @CacheRemove
    @CacheRemoveAll
    public int three(int id) {
      return id;
    }

    @CachePut
    public void noValue(int id) {}

    @CachePut
    public void twoValues(int id, @CacheValue int one, @CacheValue int other) {}

    @CachePut
    public void keyAndValue(int id, @CacheKey @CacheValue int value) {}

    @CacheRemove
    public void strayValue(@CacheValue int id) {}

    @CacheRemoveAll
    public void keyOfAll(@CacheKey int id) {}

    @CacheResult
    public void nothing(int id) {}

    @CacheResult
    private int hidden(int id) {
      return id;
    }

    @CacheResult
    static int shared(int id) {
      return id;
    }
  }

  @ApplicationScoped
  @CacheResult
  @CacheRemove
  static class WrongTypes {
    public int get(int id) {
      return id;
    }
  }

  @ApplicationScoped
  static class WrongToo {
    public void lonely(@CacheKey int id) {}
  }

  @Dependent
  static class FinalMethod {
    @CacheResult
    public final int get(int id) {
      return id;
    }
  }

  @Dependent
  static final class FinalClass {
    @CacheResult
    public int get(int id) {
      return id;
    }
  }

  @ApplicationScoped
  static class Unmakeable {
    @CacheResult(cacheKeyGenerator = NoConstructor.class)
    public int noConstructor(int id) {
      return id;
    }

    @CacheResult(cacheKeyGenerator = Throwing.class)
    public int throwing(int id) {
      return id;
    }

    @CacheResult(cacheKeyGenerator = AbstractOne.class)
    public int abstractOne(int id) {
      return id;
    }

    @CacheResult(cacheResolverFactory = NoFactory.class)
    public int factory(int id) {
      return id;
    }
  }

  abstract static class AbstractOne implements CacheKeyGenerator {}

  static class NoConstructor extends AbstractOne {
    NoConstructor(int any) {}

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      throw new IllegalStateException();
    }
  }

  static class Throwing extends NoConstructor {
    Throwing() {
      super(1);
      throw new IllegalStateException("no luck");
    }
  }

  static class NoFactory implements CacheResolverFactory, CacheResolver {
    NoFactory(int any) {}

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
      return this;
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
      return this;
    }

    @Override
    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> call) {
      throw new IllegalStateException();
    }
  }
}
