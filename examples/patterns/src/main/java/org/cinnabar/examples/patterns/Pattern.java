package org.cinnabar.examples.patterns;

/** A way of caching, shown on a {@link Stage} that it is given when it is made. */
interface Pattern {

  /** Shows it. */
  void play() throws Exception;
}
