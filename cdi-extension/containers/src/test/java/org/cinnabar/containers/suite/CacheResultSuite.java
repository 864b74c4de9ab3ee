package org.cinnabar.containers.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.cinnabar.containers.app.Order;
import org.cinnabar.containers.app.Results;
import org.cinnabar.containers.app.Trouble;
import org.junit.jupiter.api.Test;

/** {@code @CacheResult} without exceptions. */
public interface CacheResultSuite extends Suite {

  @Test
  default void result_sameKey_runsOnce() {
    Results results = bean(Results.class);
    String key = fresh("key");
    Integer first = results.number(key);
    assertThat(results.number(key)).isEqualTo(first);
    assertThat(holds(Results.CACHE, first)).isTrue();
  }

  @Test
  default void result_otherKey_runsAgain() {
    Results results = bean(Results.class);
    assertThat(results.number(fresh("key"))).isNotEqualTo(results.number(fresh("key")));
  }

  @Test
  default void result_primitives_areKeyAndValue() {
    Results results = bean(Results.class);
    String key = fresh("key");
    int first = results.primitive(key, 1);
    assertThat(results.primitive(key, 1)).isEqualTo(first);
    assertThat(results.primitive(key, 2)).isNotEqualTo(first);
  }

  @Test
  default void result_withoutArguments_runsOnce() {
    Results results = bean(Results.class);
    assertThat(results.withoutArguments()).isEqualTo(results.withoutArguments());
  }

  @Test
  default void result_arrays_areComparedByContent() {
    Results results = bean(Results.class);
    String key = fresh("key");
    Integer first = results.ofArray(new String[] {key, "b"}, new int[][] {{1}, {2, 3}});
    assertThat(results.ofArray(new String[] {key, "b"}, new int[][] {{1}, {2, 3}}))
        .isEqualTo(first);
    assertThat(results.ofArray(new String[] {key, "b"}, new int[][] {{1, 2}, {3}}))
        .isNotEqualTo(first);
    assertThat(results.ofArray(new String[] {"b", key}, new int[][] {{1}, {2, 3}}))
        .isNotEqualTo(first);
  }

  @Test
  default void result_varargs_areComparedByContent() {
    Results results = bean(Results.class);
    String key = fresh("key");
    Integer first = results.ofVarargs(key, "a", 1);
    assertThat(results.ofVarargs(key, "a", 1)).isEqualTo(first);
    assertThat(results.ofVarargs(key, "a")).isNotEqualTo(first);
  }

  @Test
  default void result_nullArgument_isPartOfTheKey() {
    Results results = bean(Results.class);
    String key = fresh("key");
    Integer first = results.ofNullable(key, null);
    assertThat(results.ofNullable(key, null)).isEqualTo(first);
    assertThat(results.ofNullable(key, "null")).isNotEqualTo(first);
  }

  @Test
  default void result_null_isNotCached() {
    Results results = bean(Results.class);
    String key = fresh("key");
    int before = results.nothings();
    assertThat(results.nothing(key)).isNull();
    assertThat(results.nothing(key)).isNull();
    assertThat(results.nothings()).isEqualTo(before + 2);
  }

  @Test
  default void result_skipGet_runsAndStores() {
    Results results = bean(Results.class);
    String key = fresh("key");
    Integer first = results.number(key);
    Integer second = results.always(key);
    Integer third = results.always(key);
    assertThat(second).isNotEqualTo(first);
    assertThat(third).isNotEqualTo(second);
    assertThat(results.number(key)).isEqualTo(third);
  }

  @Test
  default void result_ofApplicationClass_isReadBack() {
    Results results = bean(Results.class);
    String id = fresh("order");
    Order first = results.order(id);
    Order second = results.order(id);
    assertThat(second).isEqualTo(first);
    assertThat(second.getClass()).isSameAs(Order.class);
    assertThat(second.lines().get(1).states()).containsEntry("b", Order.State.SHIPPED);
  }

  @Test
  default void result_exceptionWithoutExceptionCache_runsAgain() {
    Results results = bean(Results.class);
    String key = fresh("key");
    Throwable first = catchThrowable(() -> results.failing(key));
    assertThatThrownBy(() -> results.failing(key))
        .isInstanceOf(Trouble.Grave.class)
        .message()
        .isNotEqualTo(first.getMessage());
  }
}
