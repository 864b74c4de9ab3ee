/**
 * Tests of the packaged jars: applications in JVMs of their own, with chosen jars on the class
 * path.
 */
@NullMarked
package org.cinnabar.dropin;

import org.jspecify.annotations.NullMarked;
