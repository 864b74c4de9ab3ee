/** Tests of what happens around a call. */
@NullMarked
package org.cinnabar.cdi.internal.call;

import org.jspecify.annotations.NullMarked;
