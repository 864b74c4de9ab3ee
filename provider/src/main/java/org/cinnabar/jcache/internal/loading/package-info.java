/**
 * Loading what is missing: once in the whole cluster, ahead of time, and remembering what there
 * isn't.
 */
@NullMarked
package org.cinnabar.jcache.internal.loading;

import org.jspecify.annotations.NullMarked;
