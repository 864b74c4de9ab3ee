/** One small program for each caching pattern. */
@NullMarked
package org.cinnabar.examples.patterns;

import org.jspecify.annotations.NullMarked;
