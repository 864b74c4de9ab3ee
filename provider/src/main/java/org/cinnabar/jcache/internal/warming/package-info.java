/**
 * What keeps a cache warm before anybody asks: scheduled refresh, warming, hot keys and prediction.
 */
@NullMarked
package org.cinnabar.jcache.internal.warming;

import org.jspecify.annotations.NullMarked;
