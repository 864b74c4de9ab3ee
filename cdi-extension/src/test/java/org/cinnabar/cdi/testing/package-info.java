/** What the tests share: containers, a Redis server, settings. */
@NullMarked
package org.cinnabar.cdi.testing;

import org.jspecify.annotations.NullMarked;
