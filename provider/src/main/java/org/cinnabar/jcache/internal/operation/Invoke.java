package org.cinnabar.jcache.internal.operation;

import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * {@code invoke}: the net effect of an entry processor. When another writer comes in between, the
 * processor runs again on the new value; with a cache writer the per-key lease keeps others out, so
 * that it runs once.
 */
final class Invoke<K, V, T extends @Nullable Object> implements Operation<V, T> {
  private final K key;
  private final EntryProcessor<K, V, T> processor;
  private final @Nullable Object[] arguments;
  private final Loading<K, V> loading;
  private @Nullable T returned;
  private @Nullable RuntimeException failure;

  Invoke(
      K key,
      EntryProcessor<K, V, T> processor,
      @Nullable Object[] arguments,
      Loading<K, V> loading) {
    this.key = key;
    this.processor = processor;
    this.arguments = arguments;
    this.loading = loading;
  }

  @Override
  public Needs needs() {
    return Needs.VALUE;
  }

  @Override
  public Decision<V> decide(boolean present, @Nullable V prior) {
    ProcessorEntry<K, V> entry = new ProcessorEntry<>(key, prior, loading);
    failure = null;
    try {
      returned = processor.process(entry, arguments);
      return entry.decision();
    } catch (CacheException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new EntryProcessorException("The entry processor failed", e);
    }
    return Decision.keep();
  }

  @Override
  @SuppressWarnings("NullAway") // a processor may return null where T allows it
  public T result(Outcome<V> outcome) {
    if (failure != null) {
      throw failure;
    }
    return returned;
  }

  @Override
  public Tally tally(Outcome<V> outcome) {
    boolean removed = outcome.present() && outcome.decision().action() == Decision.Action.REMOVE;
    return Tally.lookup(outcome.present()).andPut(outcome.stored()).andRemoval(removed);
  }
}
