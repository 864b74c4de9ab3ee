/** What is put into the caches. */
@NullMarked
package org.cinnabar.benchmarks.data;

import org.jspecify.annotations.NullMarked;
