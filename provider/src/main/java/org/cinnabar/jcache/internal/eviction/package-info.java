/**
 * What a JVM tells a server of how a bounded cache is used, so that it keeps what is worth most.
 */
@NullMarked
package org.cinnabar.jcache.internal.eviction;

import org.jspecify.annotations.NullMarked;
