/** Tests of the extension in real containers, with real providers. */
@NullMarked
package org.cinnabar.cdi;

import org.jspecify.annotations.NullMarked;
