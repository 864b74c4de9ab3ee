/**
 * Where log lines go in the drop-in jar, whose SLF4J is a relocated copy: to the application's own
 * SLF4J when it has one, else to {@code java.util.logging}. Unused in the thin jar, which logs
 * through the application's SLF4J as everybody does.
 */
@NullMarked
package org.cinnabar.jcache.internal.logging;

import org.jspecify.annotations.NullMarked;
