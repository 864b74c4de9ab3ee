package org.cinnabar.containers.redeploy;

/**
 * Of this class there is one instance in each class loader that has the application, as long as
 * that lives.
 */
public final class Marker {
  static final Marker OF_THIS_LOADER = new Marker();

  private Marker() {}
}
