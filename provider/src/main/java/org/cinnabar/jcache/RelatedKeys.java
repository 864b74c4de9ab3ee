package org.cinnabar.jcache;

import java.io.Serializable;
import java.util.Collection;

/**
 * Knows which keys are usually read after another, so that they can be loaded before somebody asks
 * for them: the next page of a list, the items of an order.
 *
 * @param <K> the key type
 */
@FunctionalInterface
public interface RelatedKeys<K> extends Serializable {

  /**
   * The keys that usually follow; empty for none. Called in the background by one thread at a time,
   * never on the reader's.
   *
   * @param read the key that was read, whether or not there was an entry
   */
  Collection<? extends K> after(K read);
}
