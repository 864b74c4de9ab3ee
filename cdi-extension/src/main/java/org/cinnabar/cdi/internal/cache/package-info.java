/** The provider, the manager and the caches of one application. */
@NullMarked
package org.cinnabar.cdi.internal.cache;

import org.jspecify.annotations.NullMarked;
