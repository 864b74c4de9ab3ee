/**
 * The settings of the extension and of the caches, read and checked. Nothing here knows the
 * container.
 */
@NullMarked
package org.cinnabar.cdi.internal.settings;

import org.jspecify.annotations.NullMarked;
