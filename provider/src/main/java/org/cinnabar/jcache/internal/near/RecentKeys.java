package org.cinnabar.jcache.internal.near;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The keys looked up in vain a moment ago, if nobody can change them: under the application's own
 * key object the copy is found faster than under an equal one, and takes less room.
 *
 * @param <K> the key type
 */
final class RecentKeys<K> {
  private static final int REMEMBERED = 256;

  private final ImmutableTypes immutable;
  private final AtomicReferenceArray<K> keys = new AtomicReferenceArray<>(REMEMBERED);

  RecentKeys(ImmutableTypes immutable) {
    this.immutable = immutable;
  }

  void missed(K key) {
    if (immutable.include(key)) {
      keys.set(slot(key), key);
    }
  }

  /** The remembered key that equals this one, else this one. */
  K known(K key) {
    @Nullable K remembered = keys.getAndSet(slot(key), null);
    return remembered != null && key.getClass() == remembered.getClass() && key.equals(remembered)
        ? remembered
        : key;
  }

  private int slot(K key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
  }
}
