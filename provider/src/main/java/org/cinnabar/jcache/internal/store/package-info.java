/**
 * The only package that talks to Redis: connections, key names, scripts, expiry and event
 * transport.
 */
@NullMarked
package org.cinnabar.jcache.internal.store;

import org.jspecify.annotations.NullMarked;
