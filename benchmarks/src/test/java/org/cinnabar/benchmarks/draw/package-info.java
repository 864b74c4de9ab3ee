/** Turns the results of runs into tables and charts. */
@NullMarked
package org.cinnabar.benchmarks.draw;

import org.jspecify.annotations.NullMarked;
