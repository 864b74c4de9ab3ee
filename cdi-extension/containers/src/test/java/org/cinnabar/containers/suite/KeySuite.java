package org.cinnabar.containers.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.cinnabar.containers.app.Contents;
import org.cinnabar.containers.app.Keys;
import org.cinnabar.containers.app.ObservingKeyGenerator;
import org.cinnabar.containers.app.Results;
import org.cinnabar.containers.app.TextKey;
import org.junit.jupiter.api.Test;

/** {@code @CacheKey}, {@code @CacheValue} and key generators. */
public interface KeySuite extends Suite {

  @Test
  default void key_marked_onlyThoseParameters() {
    Keys keys = bean(Keys.class);
    String key = fresh("key");
    Integer first = keys.marked(key, new Object(), 1);
    assertThat(keys.marked(key, new Object(), 1)).isEqualTo(first);
    assertThat(keys.marked(key, new Object(), 2)).isNotEqualTo(first);
    assertThat(keys.marked(fresh("key"), new Object(), 1)).isNotEqualTo(first);
  }

  @Test
  default void key_default_isGeneratedCacheKey() {
    bean(Results.class).number(fresh("key"));
    assertThat(bean(Contents.class).keys(Results.CACHE))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(key).isInstanceOf(GeneratedCacheKey.class));
  }

  @Test
  default void keyGenerator_bean_isInjected() {
    Keys keys = bean(Keys.class);
    String initial = fresh("key");
    Integer first = keys.byBean(initial + "/a");
    assertThat(keys.byBean(initial + "/b")).isEqualTo(first);
    assertThat(bean(Contents.class).keys("keys-bean")).contains(new TextKey(initial));
  }

  @Test
  default void keyGenerator_plainClass_isMade() {
    Keys keys = bean(Keys.class);
    String last = "/" + fresh("key");
    Integer first = keys.byPlainClass("a" + last);
    assertThat(keys.byPlainClass("b" + last)).isEqualTo(first);
    assertThat(bean(Contents.class).keys("keys-plain")).contains(new TextKey(last));
  }

  @Test
  default void keyGenerator_seesTheResultMethod() throws Exception {
    Keys keys = bean(Keys.class);
    String key = fresh("key");
    keys.observed(key, "note");
    CacheKeyInvocationContext<? extends Annotation> context = observed();
    assertThat(context.getMethod())
        .isEqualTo(Keys.class.getMethod("observed", String.class, String.class));
    assertThat(context.getCacheName()).isEqualTo(Keys.OBSERVED);
    assertThat(context.getCacheAnnotation()).isInstanceOf(CacheResult.class);
    assertThat(context.getTarget()).isInstanceOf(Keys.class);
    assertThat(values(context.getAllParameters())).containsExactly(key, "note");
    assertThat(values(context.getKeyParameters())).containsExactly(key);
    assertThat(context.getValueParameter()).isNull();
  }

  @Test
  @SuppressWarnings("deprecation")
  default void keyGenerator_seesThePutMethod() {
    String key = fresh("key");
    String value = fresh("value");
    bean(Keys.class).observedPut(value, key, 7);
    CacheKeyInvocationContext<? extends Annotation> context = observed();
    assertThat(context.getCacheAnnotation()).isInstanceOf(CachePut.class);
    assertThat(context.getAnnotations())
        .hasAtLeastOneElementOfType(Deprecated.class)
        .hasAtLeastOneElementOfType(CachePut.class);
    assertThat(values(context.getKeyParameters())).containsExactly(key, 7);
    CacheInvocationParameter parameter = requireNonNull(context.getValueParameter());
    assertThat(parameter.getValue()).isEqualTo(value);
    assertThat(parameter.getRawType()).isEqualTo(String.class);
    assertThat(parameter.getParameterPosition()).isZero();
    assertThat(parameter.getAnnotations()).hasAtLeastOneElementOfType(CacheValue.class);
  }

  @Test
  default void keyGenerator_parameters_areCopies() {
    bean(Keys.class).observed(fresh("key"), "note");
    CacheKeyInvocationContext<? extends Annotation> context = observed();
    CacheInvocationParameter first = context.getAllParameters()[0];
    assertThat(first.getAnnotations()).hasAtLeastOneElementOfType(CacheKey.class);
    Arrays.fill(context.getAllParameters(), null);
    Arrays.fill(context.getKeyParameters(), null);
    assertThat(context.getAllParameters()[0].getValue()).isEqualTo(first.getValue());
    assertThat(context.getKeyParameters()[0].getValue()).isEqualTo(first.getValue());
  }

  @Test
  default void keyGenerator_unwrap_refusesWhatItIsNot() {
    bean(Keys.class).observed(fresh("key"), "note");
    CacheKeyInvocationContext<? extends Annotation> context = observed();
    assertThatThrownBy(() -> context.unwrap(List.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(context.unwrap(CacheKeyInvocationContext.class)).isNotNull();
  }

  private CacheKeyInvocationContext<? extends Annotation> observed() {
    return requireNonNull(bean(ObservingKeyGenerator.class).last());
  }

  private static List<Object> values(CacheInvocationParameter[] parameters) {
    return Arrays.stream(parameters).map(CacheInvocationParameter::getValue).toList();
  }
}
