/**
 * The JCache annotations and injection on Jakarta CDI, over any JCache provider.
 *
 * <p>What applications type is here: {@link org.cinnabar.cdi.CacheName} to inject a cache, {@link
 * org.cinnabar.cdi.ParameterKey} to reach an entry that an annotated method made, and {@link
 * org.cinnabar.cdi.CacheErrors} to watch. {@link org.cinnabar.cdi.CinnabarExtension} is found by
 * the container.
 */
@NullMarked
package org.cinnabar.cdi;

import org.jspecify.annotations.NullMarked;
