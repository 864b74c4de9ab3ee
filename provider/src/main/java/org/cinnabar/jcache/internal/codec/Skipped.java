package org.cinnabar.jcache.internal.codec;

/**
 * Stands where an object was stepped over. It never leaves the part of a graph that no field wants.
 */
enum Skipped {
  INSTANCE
}
