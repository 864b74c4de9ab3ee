package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cinnabar.containers.app.Puts;
import org.cinnabar.containers.app.Trouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code @CachePut}. */
public interface CachePutSuite extends Suite {

  /** A method of {@link Puts}. */
  interface Putting {
    void call(String key, String value, @Nullable Class<? extends Exception> trouble)
        throws Exception;
  }

  @Test
  default void put_default_storesAfterTheMethod() {
    Puts puts = bean(Puts.class);
    String key = fresh("key");
    String value = fresh("value");
    assertThat(puts.put(key, value)).as("stored while the method ran").isFalse();
    assertThat(puts.find(key)).isEqualTo(value);
  }

  @Test
  default void put_beforeInvocation_storesBeforeTheMethod() {
    Puts puts = bean(Puts.class);
    String key = fresh("key");
    String value = fresh("value");
    assertThat(puts.putBefore(key, value)).as("stored while the method ran").isTrue();
    assertThat(puts.find(key)).isEqualTo(value);
  }

  @Test
  default void put_again_replaces() {
    Puts puts = bean(Puts.class);
    String key = fresh("key");
    puts.put(key, fresh("old"));
    String value = fresh("value");
    puts.put(key, value);
    assertThat(puts.find(key)).isEqualTo(value);
  }

  @Test
  default void put_value_isNotPartOfTheKey() {
    Puts puts = bean(Puts.class);
    String key = fresh("key");
    String value = fresh("value");
    puts.putValueFirst(value, key, 7);
    assertThat(puts.find(key, 7)).isEqualTo(value);
    assertThat(puts.find(key, 8)).startsWith("computed");
  }

  @Test
  default void put_markedKey_isTheWholeKey() {
    Puts puts = bean(Puts.class);
    String key = fresh("key");
    String value = fresh("value");
    puts.putMarkedKey("note", key, value);
    assertThat(puts.find(key)).isEqualTo(value);
  }

  @Test
  default void put_exceptionWithoutRules_storesNothing() throws Exception {
    Putting method = bean(Puts.class)::putFailing;
    assertThat(stores(method, Trouble.Slight.class)).isFalse();
    assertThat(stores(method, Trouble.Checked.class)).isFalse();
    assertThat(stores(method, null)).isTrue();
  }

  @Test
  default void put_cacheFor_storesForThose() throws Exception {
    Putting method = bean(Puts.class)::cacheFor;
    assertThat(stores(method, Trouble.Grave.class)).isTrue();
    assertThat(stores(method, Trouble.Checked.class)).isTrue();
    assertThat(stores(method, Trouble.Slight.class)).isFalse();
    assertThat(stores(method, Trouble.class)).isFalse();
    assertThat(stores(method, null)).isTrue();
  }

  @Test
  default void put_noCacheFor_storesForAllOthers() throws Exception {
    Putting method = bean(Puts.class)::noCacheFor;
    assertThat(stores(method, Trouble.Grave.class)).isFalse();
    assertThat(stores(method, Trouble.Checked.class)).isFalse();
    assertThat(stores(method, Trouble.Slight.class)).isTrue();
    assertThat(stores(method, null)).isTrue();
  }

  @Test
  default void put_bothRules_storesForCacheForButNotNoCacheFor() throws Exception {
    Putting method = bean(Puts.class)::both;
    assertThat(stores(method, Trouble.Slight.class)).isTrue();
    assertThat(stores(method, Trouble.Grave.class)).isFalse();
    assertThat(stores(method, Trouble.Checked.class)).isFalse();
    assertThat(stores(method, null)).isTrue();
  }

  @Test
  default void put_beforeInvocation_rulesDoNotApply() {
    Puts puts = bean(Puts.class);
    String key = fresh("key");
    String value = fresh("value");
    assertThatThrownBy(() -> puts.putBeforeFailing(key, value, Trouble.Grave.class))
        .as("thrown only when the value was there while the method ran")
        .isInstanceOf(Trouble.Grave.class);
    assertThat(puts.find(key)).isEqualTo(value);
  }

  /**
   * Tells whether the value is in the cache after the method threw, or returned if there is no
   * trouble.
   */
  private boolean stores(Putting method, @Nullable Class<? extends Exception> trouble)
      throws Exception {
    String key = fresh("key");
    String value = fresh("value");
    if (trouble == null) {
      method.call(key, value, null);
    } else {
      assertThatThrownBy(() -> method.call(key, value, trouble)).isExactlyInstanceOf(trouble);
    }
    return bean(Puts.class).find(key).equals(value);
  }
}
