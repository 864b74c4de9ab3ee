package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cinnabar.containers.app.Removes;
import org.cinnabar.containers.app.Trouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code @CacheRemove}. */
public interface CacheRemoveSuite extends Suite {

  /** A method of {@link Removes}. */
  interface Removing {
    void call(String key, @Nullable Class<? extends Exception> trouble) throws Exception;
  }

  @Test
  default void remove_default_removesAfterTheMethod() {
    Removes removes = bean(Removes.class);
    String key = fresh("key");
    String value = putFor(key);
    String kept = putFor(fresh("kept"));
    assertThat(removes.remove(key, value)).as("still there while the method ran").isTrue();
    assertThat(holds(Removes.CACHE, value)).isFalse();
    assertThat(holds(Removes.CACHE, kept)).isTrue();
  }

  @Test
  default void remove_beforeInvocation_removesBeforeTheMethod() {
    Removes removes = bean(Removes.class);
    String key = fresh("key");
    String value = putFor(key);
    assertThat(removes.removeBefore(key, value)).as("still there while the method ran").isFalse();
    assertThat(holds(Removes.CACHE, value)).isFalse();
  }

  @Test
  default void remove_beforeInvocation_rulesDoNotApply() {
    Removes removes = bean(Removes.class);
    String key = fresh("key");
    String value = putFor(key);
    assertThatThrownBy(() -> removes.removeBeforeFailing(key, Trouble.Grave.class))
        .isInstanceOf(Trouble.Grave.class);
    assertThat(holds(Removes.CACHE, value)).isFalse();
  }

  @Test
  default void remove_exceptionWithoutRules_removesNothing() throws Exception {
    Removing method = bean(Removes.class)::removeFailing;
    assertThat(removes(method, Trouble.Slight.class)).isFalse();
    assertThat(removes(method, Trouble.Checked.class)).isFalse();
    assertThat(removes(method, null)).isTrue();
  }

  @Test
  default void remove_evictFor_removesForThose() throws Exception {
    Removing method = bean(Removes.class)::evictFor;
    assertThat(removes(method, Trouble.Grave.class)).isTrue();
    assertThat(removes(method, Trouble.Checked.class)).isTrue();
    assertThat(removes(method, Trouble.Slight.class)).isFalse();
    assertThat(removes(method, null)).isTrue();
  }

  @Test
  default void remove_noEvictFor_removesForAllOthers() throws Exception {
    Removing method = bean(Removes.class)::noEvictFor;
    assertThat(removes(method, Trouble.Grave.class)).isFalse();
    assertThat(removes(method, Trouble.Checked.class)).isFalse();
    assertThat(removes(method, Trouble.Slight.class)).isTrue();
    assertThat(removes(method, null)).isTrue();
  }

  @Test
  default void remove_bothRules_removesForEvictForButNotNoEvictFor() throws Exception {
    Removing method = bean(Removes.class)::both;
    assertThat(removes(method, Trouble.Slight.class)).isTrue();
    assertThat(removes(method, Trouble.Grave.class)).isFalse();
    assertThat(removes(method, Trouble.Checked.class)).isFalse();
    assertThat(removes(method, null)).isTrue();
  }

  private String putFor(String key) {
    String value = fresh("value");
    bean(Removes.class).put(key, value);
    assertThat(holds(Removes.CACHE, value)).isTrue();
    return value;
  }

  /** Tells whether the entry is gone after the method threw, or returned if there is no trouble. */
  private boolean removes(Removing method, @Nullable Class<? extends Exception> trouble)
      throws Exception {
    String key = fresh("key");
    String value = putFor(key);
    if (trouble == null) {
      method.call(key, null);
    } else {
      assertThatThrownBy(() -> method.call(key, trouble)).isExactlyInstanceOf(trouble);
    }
    return !holds(Removes.CACHE, value);
  }
}
