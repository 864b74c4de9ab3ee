package org.cinnabar.containers;

import java.nio.file.Path;

/** The container of this run, as the build names it. Known outside the container only. */
final class Container {
  private static final String NAME = property("container");

  private Container() {}

  /** Its name, that of its profile. */
  static String name() {
    return NAME;
  }

  /**
   * Whether it is a server with a JVM of its own, which deploys WARs, or runs in the JVM of the
   * tests.
   */
  static boolean isServer() {
    return !home().isEmpty();
  }

  /** Where the server is unpacked. */
  static Path directory() {
    return Path.of(home());
  }

  private static String home() {
    return System.getProperty("server.home", "");
  }

  private static String property(String name) {
    String value = System.getProperty(name, "");
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "The system property "
              + name
              + " is missing: run the tests by Maven, with a container's"
              + " profile");
    }
    return value;
  }
}
