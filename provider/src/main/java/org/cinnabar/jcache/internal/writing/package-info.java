/** Writes behind: takes queued writes out of the store and tells the cache writer of them. */
@NullMarked
package org.cinnabar.jcache.internal.writing;

import org.jspecify.annotations.NullMarked;
