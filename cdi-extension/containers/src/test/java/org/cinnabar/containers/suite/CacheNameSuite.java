package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cinnabar.containers.app.Contents;
import org.cinnabar.containers.app.Defaults;
import org.cinnabar.containers.app.Names;
import org.cinnabar.containers.app.OtherResolverFactory;
import org.cinnabar.containers.app.PrefixResolverFactory;
import org.junit.jupiter.api.Test;

/**
 * Which cache a method has: its own name, its class's, or the standard's default;
 * {@code @CacheDefaults}.
 */
public interface CacheNameSuite extends Suite {

  @Test
  default void name_default_isClassMethodAndParameters() {
    Integer number = bean(Names.class).result(fresh("key"), 1);
    assertThat(holds("org.cinnabar.containers.app.Names.result(java.lang.String,int)", number))
        .isTrue();
  }

  @Test
  default void name_defaultOfOverload_isAnother() {
    Names names = bean(Names.class);
    Integer number = names.result(fresh("key"));
    assertThat(holds("org.cinnabar.containers.app.Names.result(java.lang.String)", number))
        .isTrue();
    assertThat(holds("org.cinnabar.containers.app.Names.result(java.lang.String,int)", number))
        .isFalse();
  }

  @Test
  default void name_defaultWithoutParameters_hasParentheses() {
    Integer number = bean(Names.class).withoutParameters();
    assertThat(holds("org.cinnabar.containers.app.Names.withoutParameters()", number)).isTrue();
  }

  @Test
  default void name_defaultOfPut_includesTheValueParameter() {
    String value = fresh("value");
    bean(Names.class).put(fresh("key"), value);
    assertThat(
            holds(
                "org.cinnabar.containers.app.Names.put(java.lang.String,java.lang.String)", value))
        .isTrue();
  }

  @Test
  default void name_defaultOfRemoves_isTheirOwn() {
    Names names = bean(Names.class);
    names.remove(1L);
    names.removeAll();
    Contents contents = bean(Contents.class);
    assertThat(contents.exists("org.cinnabar.containers.app.Names.remove(java.lang.Long)"))
        .isTrue();
    assertThat(contents.exists("org.cinnabar.containers.app.Names.removeAll()")).isTrue();
  }

  @Test
  default void defaults_name_servesAllFourAnnotations() {
    Defaults defaults = bean(Defaults.class);
    String cache = PrefixResolverFactory.PREFIX + Defaults.CACHE;
    String key = fresh("key") + "/a";
    String first = defaults.result(key);
    assertThat(holds(cache, first)).as("result").isTrue();
    String value = fresh("value");
    defaults.put(key, value);
    assertThat(holds(cache, value)).as("put").isTrue();
    assertThat(defaults.result(key)).isEqualTo(value);
    defaults.remove(key);
    assertThat(holds(cache, value)).as("remove").isFalse();
    defaults.put(key, value);
    defaults.removeAll();
    assertThat(bean(Contents.class).values(cache)).as("removeAll").isEmpty();
  }

  @Test
  default void defaults_name_yieldsToTheMethods() {
    String result = bean(Defaults.class).ownName(fresh("key") + "/a");
    assertThat(holds(PrefixResolverFactory.PREFIX + "defaults-own", result)).isTrue();
    assertThat(holds(PrefixResolverFactory.PREFIX + Defaults.CACHE, result)).isFalse();
  }

  @Test
  default void defaults_keyGenerator_serves() {
    Defaults defaults = bean(Defaults.class);
    String initial = fresh("key");
    assertThat(defaults.result(initial + "/a")).isEqualTo(defaults.result(initial + "/b"));
  }

  @Test
  default void defaults_keyGenerator_yieldsToTheMethods() {
    Defaults defaults = bean(Defaults.class);
    String last = "/" + fresh("last");
    String first = defaults.ownGenerator("a" + last);
    assertThat(defaults.ownGenerator("b" + last)).isEqualTo(first);
    assertThat(defaults.ownGenerator("a/" + fresh("other"))).isNotEqualTo(first);
  }

  @Test
  default void defaults_resolverFactory_yieldsToTheMethods() {
    String result = bean(Defaults.class).ownResolver(fresh("key") + "/a");
    assertThat(holds(OtherResolverFactory.CACHE, result)).isTrue();
  }

  @Test
  default void resolverFactory_isAskedOnceAMethod() {
    Defaults defaults = bean(Defaults.class);
    List<String> calls = List.of(fresh("a") + "/a", fresh("b") + "/b");
    calls.forEach(defaults::result);
    assertThat(bean(PrefixResolverFactory.class).asked()).containsOnlyOnce("result");
  }
}
