/** Runs the official TCK: a Redis server for the run, and the check that no test went missing. */
@NullMarked
package org.cinnabar.tck;

import org.jspecify.annotations.NullMarked;
