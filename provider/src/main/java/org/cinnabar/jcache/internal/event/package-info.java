/**
 * Delivery of entry events to listeners: order per key, filters and synchronous acknowledgement.
 */
@NullMarked
package org.cinnabar.jcache.internal.event;

import org.jspecify.annotations.NullMarked;
