package org.cinnabar.jcache.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * A change of an entry as a script published it.
 *
 * @param partition the entry's partition
 * @param sequence rises by one with every event of a partition
 * @param kind what happened
 * @param key the encoded key
 * @param oldValue the envelope before; null when there was none or nobody asked for it
 * @param newValue the envelope after; null when there is none
 * @param origin the id of the JVM-side store whose operation published it
 * @param acknowledge whether the origin waits for an acknowledgement
 */
public record StoreEvent(
    int partition,
    long sequence,
    EventKind kind,
    byte[] key,
    byte @Nullable [] oldValue,
    byte @Nullable [] newValue,
    String origin,
    boolean acknowledge) {}
