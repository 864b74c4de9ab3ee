package org.cinnabar.jcache.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * An entry as it stood at one moment.
 *
 * @param envelope the envelope; null when there was no live entry
 * @param millisToLive how long it had to live then; negative for ever
 * @param sequence the number of the partition's last message at that moment: a message with a
 *     higher one is of a later change. Negative when this JVM wasn't registered to follow changes
 */
public record Snapshot(byte @Nullable [] envelope, long millisToLive, long sequence) {}
