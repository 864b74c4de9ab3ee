/**
 * The annotation suite: one interface a subject, whose test methods run inside the container. It
 * names no provider and no container.
 */
@NullMarked
package org.cinnabar.containers.suite;

import org.jspecify.annotations.NullMarked;
