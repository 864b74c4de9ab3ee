/**
 * What the cache annotations of a method say, resolved once and immutable. Nothing here knows the
 * container.
 */
@NullMarked
package org.cinnabar.cdi.internal.method;

import org.jspecify.annotations.NullMarked;
