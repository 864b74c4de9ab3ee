/** A program that asks WordNet a slow question and lets a cache remember the answers. */
@NullMarked
package org.cinnabar.examples.quickstart;

import org.jspecify.annotations.NullMarked;
