/** The extension at work inside the container: annotations read, beans added, interceptors. */
@NullMarked
package org.cinnabar.cdi.internal;

import org.jspecify.annotations.NullMarked;
