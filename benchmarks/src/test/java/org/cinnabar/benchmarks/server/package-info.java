/** The servers, each in a process of its own. */
@NullMarked
package org.cinnabar.benchmarks.server;

import org.jspecify.annotations.NullMarked;
