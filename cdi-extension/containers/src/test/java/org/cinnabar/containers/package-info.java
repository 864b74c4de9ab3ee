/** Deploys the suites in a CDI container or a Jakarta EE server and watches them from outside. */
@NullMarked
package org.cinnabar.containers;

import org.jspecify.annotations.NullMarked;
