/**
 * The near cache: copies of entries in this JVM, kept honest by the changes that every JVM
 * publishes.
 */
@NullMarked
package org.cinnabar.jcache.internal.near;

import org.jspecify.annotations.NullMarked;
