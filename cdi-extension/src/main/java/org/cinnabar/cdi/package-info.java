/**
 * The JCache annotations on Jakarta CDI, over any JCache provider. Empty in this version: the
 * extension is built in a later release.
 */
@NullMarked
package org.cinnabar.cdi;

import org.jspecify.annotations.NullMarked;
