/** The facade: manager, cache proxy, iterator and the place where everything is wired together. */
@NullMarked
package org.cinnabar.jcache.internal;

import org.jspecify.annotations.NullMarked;
