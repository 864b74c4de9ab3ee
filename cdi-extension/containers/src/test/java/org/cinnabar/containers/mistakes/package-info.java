/** An application full of mistakes. */
@NullMarked
package org.cinnabar.containers.mistakes;

import org.jspecify.annotations.NullMarked;
