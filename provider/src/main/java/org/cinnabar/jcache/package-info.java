/** The public surface of Cinnabar: the caching provider, its configuration and its exceptions. */
@NullMarked
package org.cinnabar.jcache;

import org.jspecify.annotations.NullMarked;
