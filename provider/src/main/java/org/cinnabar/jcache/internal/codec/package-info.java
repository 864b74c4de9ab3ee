/** Keys and values as bytes: Kryo, the value envelope, canonical keys and the class allow-list. */
@NullMarked
package org.cinnabar.jcache.internal.codec;

import org.jspecify.annotations.NullMarked;
