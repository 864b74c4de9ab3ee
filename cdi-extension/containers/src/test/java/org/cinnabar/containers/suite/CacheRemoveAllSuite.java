package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cinnabar.containers.app.Clears;
import org.cinnabar.containers.app.Contents;
import org.cinnabar.containers.app.Trouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code @CacheRemoveAll}. */
public interface CacheRemoveAllSuite extends Suite {

  /** A method of {@link Clears}. */
  interface Clearing {
    void call(@Nullable Class<? extends Exception> trouble) throws Exception;
  }

  @Test
  default void removeAll_default_removesAllAfterTheMethod() {
    putTwo();
    String value = putTwo();
    assertThat(bean(Clears.class).clear(value)).as("still there while the method ran").isTrue();
    assertThat(contents()).isZero();
  }

  @Test
  default void removeAll_beforeInvocation_removesAllBeforeTheMethod() {
    String value = putTwo();
    assertThat(bean(Clears.class).clearBefore(value))
        .as("still there while the method ran")
        .isFalse();
    assertThat(contents()).isZero();
  }

  @Test
  default void removeAll_beforeInvocation_rulesDoNotApply() {
    putTwo();
    assertThatThrownBy(() -> bean(Clears.class).clearBeforeFailing(Trouble.Grave.class))
        .isInstanceOf(Trouble.Grave.class);
    assertThat(contents()).isZero();
  }

  @Test
  default void removeAll_exceptionWithoutRules_removesNothing() throws Exception {
    Clearing method = bean(Clears.class)::clearFailing;
    assertThat(clears(method, Trouble.Slight.class)).isFalse();
    assertThat(clears(method, Trouble.Checked.class)).isFalse();
    assertThat(clears(method, null)).isTrue();
  }

  @Test
  default void removeAll_evictFor_removesForThose() throws Exception {
    Clearing method = bean(Clears.class)::evictFor;
    assertThat(clears(method, Trouble.Grave.class)).isTrue();
    assertThat(clears(method, Trouble.Checked.class)).isTrue();
    assertThat(clears(method, Trouble.Slight.class)).isFalse();
    assertThat(clears(method, null)).isTrue();
  }

  @Test
  default void removeAll_noEvictFor_removesForAllOthers() throws Exception {
    Clearing method = bean(Clears.class)::noEvictFor;
    assertThat(clears(method, Trouble.Grave.class)).isFalse();
    assertThat(clears(method, Trouble.Checked.class)).isFalse();
    assertThat(clears(method, Trouble.Slight.class)).isTrue();
    assertThat(clears(method, null)).isTrue();
  }

  @Test
  default void removeAll_bothRules_removesForEvictForButNotNoEvictFor() throws Exception {
    Clearing method = bean(Clears.class)::both;
    assertThat(clears(method, Trouble.Slight.class)).isTrue();
    assertThat(clears(method, Trouble.Grave.class)).isFalse();
    assertThat(clears(method, Trouble.Checked.class)).isFalse();
    assertThat(clears(method, null)).isTrue();
  }

  private int contents() {
    return bean(Contents.class).values(Clears.CACHE).size();
  }

  private String putTwo() {
    Clears clears = bean(Clears.class);
    String value = fresh("value");
    clears.put(fresh("key"), fresh("value"));
    clears.put(fresh("key"), value);
    assertThat(holds(Clears.CACHE, value)).isTrue();
    return value;
  }

  /**
   * Tells whether the cache is empty after the method threw, or returned if there is no trouble.
   */
  private boolean clears(Clearing method, @Nullable Class<? extends Exception> trouble)
      throws Exception {
    putTwo();
    if (trouble == null) {
      method.call(null);
    } else {
      assertThatThrownBy(() -> method.call(trouble)).isExactlyInstanceOf(trouble);
    }
    return contents() == 0;
  }
}
