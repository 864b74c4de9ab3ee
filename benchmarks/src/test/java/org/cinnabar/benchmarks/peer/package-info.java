/** Cinnabar and the caches it is measured against, behind one interface. */
@NullMarked
package org.cinnabar.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
