/**
 * The application that is deployed again and again, and the one that watches the server meanwhile.
 */
@NullMarked
package org.cinnabar.containers.redeploy;

import org.jspecify.annotations.NullMarked;
