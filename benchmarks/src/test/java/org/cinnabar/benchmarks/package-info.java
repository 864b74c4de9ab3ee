/** Benchmarks of Cinnabar side by side with its peers, and the program that runs them. */
@NullMarked
package org.cinnabar.benchmarks;

import org.jspecify.annotations.NullMarked;
