package org.cinnabar.jcache.internal.operation;

import javax.cache.processor.MutableEntry;
import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.jspecify.annotations.Nullable;

/**
 * The entry that an entry processor works on. What it does is only noted: the net effect becomes
 * the operation's decision.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {
  private final K key;
  private final boolean present;
  private final Loading<K, V> loading;
  private @Nullable V value;
  private Action action = Action.KEEP;
  private boolean created;

  ProcessorEntry(K key, @Nullable V prior, Loading<K, V> loading) {
    this.key = key;
    this.present = prior != null;
    this.value = prior;
    this.loading = loading;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public boolean exists() {
    return value != null;
  }

  @Override
  @SuppressWarnings("NullAway") // JSR-107: null when there is no value
  public V getValue() {
    if (action == Action.KEEP) {
      if (value != null) {
        action = Action.ACCESS;
      } else if (loading.onMiss()) {
        value = loading.load(key);
        action = value == null ? Action.KEEP : Action.LOAD;
      }
    }
    return value;
  }

  @Override
  public void setValue(V newValue) {
    if (newValue == null) {
      throw new NullPointerException("value");
    }
    created = !present;
    value = newValue;
    action = Action.WRITE;
  }

  @Override
  public void remove() {
    boolean neverStored = (action == Action.WRITE && created) || action == Action.LOAD;
    action = neverStored ? Action.KEEP : Action.REMOVE;
    value = null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrap.as(this, type);
  }

  Decision<V> decision() {
    return switch (action) {
      case KEEP -> Decision.keep();
      case ACCESS -> Decision.access();
      case REMOVE -> Decision.remove();
      case WRITE, LOAD -> new Decision<>(action, value, null);
    };
  }
}
