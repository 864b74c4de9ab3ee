package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.cinnabar.containers.app.Failures;
import org.cinnabar.containers.app.Trouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code @CacheResult} with an exception cache, by each combination of its rules. */
public interface ExceptionCacheSuite extends Suite {

  /** A method of {@link Failures}. */
  interface Failing {
    Object call(String key, @Nullable Class<? extends Exception> trouble) throws Exception;
  }

  @Test
  default void exceptions_withoutRules_areAllCached() {
    Failing method = bean(Failures.class)::all;
    assertThat(isCached(method, Trouble.class)).isTrue();
    assertThat(isCached(method, Trouble.Grave.class)).isTrue();
    assertThat(isCached(method, Trouble.Checked.class)).isTrue();
  }

  @Test
  default void exceptions_cachedExceptions_onlyThoseAndTheirSubclasses() {
    Failing method = bean(Failures.class)::cached;
    assertThat(isCached(method, Trouble.Grave.class)).isTrue();
    assertThat(isCached(method, Trouble.Checked.class)).isTrue();
    assertThat(isCached(method, Trouble.Slight.class)).isFalse();
    assertThat(isCached(method, Trouble.class)).isFalse();
  }

  @Test
  default void exceptions_nonCachedExceptions_allButThose() {
    Failing method = bean(Failures.class)::nonCached;
    assertThat(isCached(method, Trouble.Grave.class)).isFalse();
    assertThat(isCached(method, Trouble.Checked.class)).isFalse();
    assertThat(isCached(method, Trouble.Slight.class)).isTrue();
    assertThat(isCached(method, Trouble.class)).isTrue();
  }

  @Test
  default void exceptions_bothRules_cachedButNotNonCached() {
    Failing method = bean(Failures.class)::both;
    assertThat(isCached(method, Trouble.Slight.class)).isTrue();
    assertThat(isCached(method, Trouble.class)).isTrue();
    assertThat(isCached(method, Trouble.Grave.class)).isFalse();
    assertThat(isCached(method, Trouble.Checked.class)).isFalse();
  }

  @Test
  default void exceptions_cached_keepClassMessageAndStackTrace() {
    Failures failures = bean(Failures.class);
    String key = fresh("key");
    Throwable first = catchThrowable(() -> failures.all(key, Trouble.Checked.class));
    Throwable second = catchThrowable(() -> failures.all(key, Trouble.Checked.class));
    assertThat(second).isExactlyInstanceOf(Trouble.Checked.class).hasMessage(first.getMessage());
    assertThat(second.getStackTrace()).isNotEmpty();
  }

  @Test
  default void exceptions_ofAnotherKey_areNotThrown() throws Exception {
    Failures failures = bean(Failures.class);
    assertThat(isCached(failures::all, Trouble.Grave.class)).isTrue();
    String key = fresh("key");
    Object number = failures.all(key, null);
    assertThat(failures.all(key, null)).isEqualTo(number);
  }

  @Test
  default void exceptions_skipGet_runsAndStores() {
    Failures failures = bean(Failures.class);
    String key = fresh("key");
    Throwable first = catchThrowable(() -> failures.always(key, Trouble.Grave.class));
    Throwable second = catchThrowable(() -> failures.always(key, Trouble.Grave.class));
    assertThat(second).isInstanceOf(Trouble.Grave.class);
    assertThat(second.getMessage()).isNotEqualTo(first.getMessage());
    Throwable third = catchThrowable(() -> failures.all(key, Trouble.Grave.class));
    assertThat(third).isInstanceOf(Trouble.Grave.class).hasMessage(second.getMessage());
  }

  /**
   * Tells whether the second call throws the first one's exception, whose message numbers the call.
   */
  private boolean isCached(Failing method, Class<? extends Exception> trouble) {
    String key = fresh("key");
    Throwable first = catchThrowable(() -> method.call(key, trouble));
    Throwable second = catchThrowable(() -> method.call(key, trouble));
    assertThat(first).isExactlyInstanceOf(trouble);
    assertThat(second).isExactlyInstanceOf(trouble);
    return second.getMessage().equals(first.getMessage());
  }
}
