/** A shop that recommends products: six queries over its purchases, cached by annotations. */
@NullMarked
package org.cinnabar.examples.web.shop;

import org.jspecify.annotations.NullMarked;
