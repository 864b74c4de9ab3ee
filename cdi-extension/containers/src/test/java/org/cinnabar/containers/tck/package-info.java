/** Runs the TCK's annotation tests inside the container. */
@NullMarked
package org.cinnabar.containers.tck;

import org.jspecify.annotations.NullMarked;
