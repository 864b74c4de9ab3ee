/** The application that the suite deploys: beans annotated in every way that the standard knows. */
@NullMarked
package org.cinnabar.containers.app;

import org.jspecify.annotations.NullMarked;
