package org.cinnabar.jcache.internal.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How one of Java's collection or map types is rebuilt.
 *
 * @param id the number that stands for the type on the wire; never reused
 * @param types the classes written so; the first is the one that reading gives
 * @param sorted whether a comparator precedes the elements
 * @param late whether the result can only be made when all elements are there, so no element may
 *     lead back to it
 * @param target makes what the elements are put into, given the comparator
 * @param view makes the result from the target
 */
record Container<C>(
    int id,
    List<Class<?>> types,
    boolean sorted,
    boolean late,
    Function<@Nullable Comparator<Object>, C> target,
    UnaryOperator<C> view) {

  /** A plain type without a comparator. */
  static <C> Container<C> plain(int id, Class<?> type, Supplier<C> target) {
    return new Container<>(
        id, List.of(type), false, false, c -> target.get(), UnaryOperator.identity());
  }

  /** A type that keeps a comparator. */
  static <C> Container<C> sorted(
      int id, Class<?> type, Function<@Nullable Comparator<Object>, C> target) {
    return new Container<>(id, List.of(type), true, false, target, UnaryOperator.identity());
  }

  /** A live view of another container, such as an unmodifiable one. */
  static <C> Container<C> view(
      int id,
      boolean sorted,
      Function<@Nullable Comparator<Object>, C> target,
      UnaryOperator<C> view) {
    return new Container<>(
        id, List.of(view.apply(target.apply(null)).getClass()), sorted, false, target, view);
  }

  /** An immutable container, made from the finished target. */
  static <C> Container<C> late(
      int id, List<Class<?>> types, Supplier<C> target, UnaryOperator<C> view) {
    return new Container<>(id, types, false, true, c -> target.get(), view);
  }

  Container<C> alsoFor(Class<?>... others) {
    List<Class<?>> all = new ArrayList<>(types);
    all.addAll(List.of(others));
    return new Container<>(id, List.copyOf(all), sorted, late, target, view);
  }
}
