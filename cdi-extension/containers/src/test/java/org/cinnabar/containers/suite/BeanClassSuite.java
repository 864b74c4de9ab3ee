package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.cinnabar.containers.app.AbstractFinder;
import org.cinnabar.containers.app.Cached;
import org.cinnabar.containers.app.Finder;
import org.cinnabar.containers.app.NumberFinder;
import org.cinnabar.containers.app.Stereotyped;
import org.cinnabar.containers.app.TypeLevel;
import org.junit.jupiter.api.Test;

/**
 * Annotations that a method has from its class, a stereotype, a superclass, or through a bridge.
 */
public interface BeanClassSuite extends Suite {

  @Test
  default void typeLevel_method_isCached() {
    TypeLevel bean = bean(TypeLevel.class);
    String key = fresh("key");
    Integer first = bean.first(key);
    assertThat(bean.first(key)).isEqualTo(first);
    assertThat(holds(TypeLevel.CACHE, first)).isTrue();
  }

  @Test
  default void typeLevel_methodsOwn_goesBefore() {
    TypeLevel bean = bean(TypeLevel.class);
    String key = fresh("key");
    Integer first = bean.own(key);
    assertThat(bean.own(key)).isEqualTo(first);
    assertThat(holds(TypeLevel.OWN, first)).isTrue();
    assertThat(holds(TypeLevel.CACHE, first)).isFalse();
  }

  @Test
  default void stereotype_method_isCached() {
    Stereotyped bean = bean(Stereotyped.class);
    String key = fresh("key");
    Integer first = bean.number(key);
    assertThat(bean.number(key)).isEqualTo(first);
    assertThat(holds(Cached.CACHE, first)).isTrue();
  }

  @Test
  default void inherited_method_isCached() {
    NumberFinder bean = bean(NumberFinder.class);
    String key = fresh("key");
    Integer first = bean.inherited(key);
    assertThat(bean.inherited(key)).isEqualTo(first);
    assertThat(holds(AbstractFinder.CACHE, first)).isTrue();
  }

  @Test
  default void inherited_genericMethod_isCached() {
    AbstractFinder<Long> bean = bean(NumberFinder.class);
    Long key = System.nanoTime();
    assertThat(bean.inheritedGeneric(key)).isEqualTo(bean.inheritedGeneric(key));
  }

  @Test
  default void inherited_overriddenWithoutAnnotation_isNotCached() {
    NumberFinder bean = bean(NumberFinder.class);
    String key = fresh("key");
    assertThat(bean.overridden(key)).isNotEqualTo(bean.overridden(key));
  }

  @Test
  default void bridge_call_isTheSameCache() {
    NumberFinder bean = bean(NumberFinder.class);
    Finder<Long, Integer> bridged = bean;
    Long key = System.nanoTime();
    Integer first = bridged.find(key);
    assertThat(bridged.find(key)).isEqualTo(first);
    assertThat(bean.find(key)).isEqualTo(first);
    assertThat(holds("org.cinnabar.containers.app.NumberFinder.find(java.lang.Long)", first))
        .isTrue();
  }
}
