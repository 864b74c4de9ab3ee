/** Statistics and MXBeans. */
@NullMarked
package org.cinnabar.jcache.internal.management;

import org.jspecify.annotations.NullMarked;
