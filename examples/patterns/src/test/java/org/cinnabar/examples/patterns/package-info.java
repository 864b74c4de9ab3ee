/** Plays the patterns and holds the page about them to what happens. */
@NullMarked
package org.cinnabar.examples.patterns;

import org.jspecify.annotations.NullMarked;
