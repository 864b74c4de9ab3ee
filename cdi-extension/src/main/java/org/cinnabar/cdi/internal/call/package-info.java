/**
 * What happens around a call of an annotated method: look up, call, store, remove; failures and
 * concurrent misses. Nothing here knows the container.
 */
@NullMarked
package org.cinnabar.cdi.internal.call;

import org.jspecify.annotations.NullMarked;
