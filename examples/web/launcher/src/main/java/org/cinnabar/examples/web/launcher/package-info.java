/** Starts the shop with all that it needs, and measures what its caches are worth. */
@NullMarked
package org.cinnabar.examples.web.launcher;

import org.jspecify.annotations.NullMarked;
