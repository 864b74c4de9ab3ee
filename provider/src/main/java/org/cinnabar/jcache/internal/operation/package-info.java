/**
 * What each cache operation means, without any Redis type: decisions, expiry rules, loader and
 * writer.
 */
@NullMarked
package org.cinnabar.jcache.internal.operation;

import org.jspecify.annotations.NullMarked;
