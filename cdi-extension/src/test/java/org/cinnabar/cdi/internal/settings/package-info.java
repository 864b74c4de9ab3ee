/** Tests of how settings are read. */
@NullMarked
package org.cinnabar.cdi.internal.settings;

import org.jspecify.annotations.NullMarked;
