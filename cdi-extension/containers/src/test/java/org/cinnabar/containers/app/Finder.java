package org.cinnabar.containers.app;

/** A generic contract, whose implementation has bridge methods. */
public interface Finder<K, V> {

  /** What is found for the key. */
  V find(K key);
}
