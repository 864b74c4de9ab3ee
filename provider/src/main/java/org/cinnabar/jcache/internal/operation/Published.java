package org.cinnabar.jcache.internal.operation;

import org.cinnabar.jcache.internal.store.CommitResult;
import org.cinnabar.jcache.internal.store.EventKind;

/**
 * An event that one of this JVM's commits published.
 *
 * @param kind what happened
 * @param result the commit's result, whose sequence number is positive
 */
public record Published(EventKind kind, CommitResult result) {}
