package org.cinnabar.jcache.internal.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.jspecify.annotations.Nullable;

/**
 * The cache writer, told before the cache changes. A task whose write failed carries the {@link
 * CacheWriterException} and changes nothing.
 */
public final class WriteThrough<K, V> {
  private final @Nullable CacheWriter<? super K, ? super V> writer;

  /** Writes through the writer; without one nothing is written. */
  public WriteThrough(@Nullable CacheWriter<? super K, ? super V> writer) {
    this.writer = writer;
  }

  boolean isActive() {
    return writer != null;
  }

  /** Tells the writer of each task's decision by itself. */
  void each(List<? extends Task<K, V, ?>> tasks) {
    for (Task<K, V, ?> task : tasks) {
      attempt(() -> write(task), task::fail);
      task.written = true;
    }
  }

  /**
   * Tells the writer of all decisions at once; what it leaves in the collection when it fails was
   * not written.
   */
  void bulk(List<? extends Task<K, V, ?>> tasks) {
    List<Task<K, V, ?>> writes = new ArrayList<>();
    List<Task<K, V, ?>> removals = new ArrayList<>();
    for (Task<K, V, ?> task : tasks) {
      (task.decision.action() == Action.WRITE ? writes : removals).add(task);
      task.written = true;
    }
    writeAll(writes);
    deleteAll(removals);
  }

  private void write(Task<K, V, ?> task) {
    if (writer == null) {
      return;
    }
    if (task.decision.action() == Action.WRITE) {
      writer.write(entryOf(task));
    } else {
      writer.delete(task.key);
    }
  }

  private void writeAll(List<Task<K, V, ?>> tasks) {
    if (writer == null || tasks.isEmpty()) {
      return;
    }
    List<Cache.Entry<? extends K, ? extends V>> entries = new ArrayList<>();
    tasks.forEach(task -> entries.add(entryOf(task)));
    List<Cache.Entry<? extends K, ? extends V>> all = List.copyOf(entries);
    attempt(
        () -> callWriteAll(writer, entries),
        failure -> failRemaining(tasks, all, entries, failure));
  }

  @SuppressWarnings("unchecked") // the writer accepts supertypes of K and V, and only reads
  private static <A, B> void callWriteAll(CacheWriter<A, B> writer, List<?> entries) {
    writer.writeAll((Collection<Cache.Entry<? extends A, ? extends B>>) entries);
  }

  private void deleteAll(List<Task<K, V, ?>> tasks) {
    if (writer == null || tasks.isEmpty()) {
      return;
    }
    List<Object> keys = new ArrayList<>();
    tasks.forEach(task -> keys.add(task.key));
    List<Object> all = List.copyOf(keys);
    attempt(() -> writer.deleteAll(keys), failure -> failRemaining(tasks, all, keys, failure));
  }

  private static <K, V> void failRemaining(
      List<Task<K, V, ?>> tasks, List<?> all, Collection<?> remaining, RuntimeException failure) {
    Set<Object> left = Collections.newSetFromMap(new IdentityHashMap<>());
    left.addAll(remaining);
    for (int i = 0; i < tasks.size(); i++) {
      if (left.contains(all.get(i))) {
        tasks.get(i).fail(failure);
      }
    }
  }

  private static void attempt(Runnable call, Consumer<RuntimeException> onFailure) {
    try {
      call.run();
    } catch (CacheWriterException e) {
      onFailure.accept(e);
    } catch (RuntimeException e) {
      onFailure.accept(new CacheWriterException("The cache writer failed", e));
    }
  }

  private static <K, V> Cache.Entry<K, V> entryOf(Task<K, V, ?> task) {
    V value = task.decision.value();
    if (value == null) {
      throw new IllegalStateException("a write without a value");
    }
    return new CacheEntry<>(task.key, value);
  }
}
