package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.cinnabar.containers.app.Contents;
import org.cinnabar.containers.app.OtherResolverFactory;
import org.cinnabar.containers.app.PrefixResolverFactory;
import org.cinnabar.containers.app.Resolved;
import org.cinnabar.containers.app.Trouble;
import org.junit.jupiter.api.Test;

/** {@code cacheResolverFactory}. */
public interface ResolverSuite extends Suite {

  @Test
  default void resolver_bean_choosesTheCache() {
    Resolved resolved = bean(Resolved.class);
    String key = fresh("key");
    Integer first = resolved.byBean(key);
    assertThat(resolved.byBean(key)).isEqualTo(first);
    assertThat(holds(PrefixResolverFactory.PREFIX + Resolved.CACHE, first)).isTrue();
    assertThat(bean(Contents.class).exists(Resolved.CACHE)).isFalse();
  }

  @Test
  default void resolver_plainClass_choosesTheCache() {
    Resolved resolved = bean(Resolved.class);
    String key = fresh("key");
    Integer first = resolved.byPlainClass(key);
    assertThat(resolved.byPlainClass(key)).isEqualTo(first);
    assertThat(holds(OtherResolverFactory.CACHE, first)).isTrue();
  }

  @Test
  default void resolver_ofExceptions_choosesTheirCache() {
    Resolved resolved = bean(Resolved.class);
    String key = fresh("key");
    Throwable first = catchThrowable(() -> resolved.failing(key));
    assertThatThrownBy(() -> resolved.failing(key))
        .isInstanceOf(Trouble.class)
        .hasMessage(first.getMessage());
    Contents contents = bean(Contents.class);
    assertThat(contents.values(PrefixResolverFactory.PREFIX + Resolved.EXCEPTIONS))
        .hasAtLeastOneElementOfType(Trouble.class);
    assertThat(contents.exists(Resolved.EXCEPTIONS)).isFalse();
  }

  @Test
  default void resolver_servesPutRemoveAndRemoveAll() {
    Resolved resolved = bean(Resolved.class);
    String cache = PrefixResolverFactory.PREFIX + Resolved.CACHE;
    String key = fresh("key");
    resolved.put(key, -1);
    assertThat(resolved.byBean(key)).isEqualTo(-1);
    resolved.remove(key);
    assertThat(holds(cache, -1)).isFalse();
    resolved.put(key, -2);
    resolved.removeAll();
    assertThat(holds(cache, -2)).isFalse();
  }
}
