package org.cinnabar.benchmarks.server;

import java.io.IOException;

/** How a server's process and the one that started it understand each other. */
final class Ready {
  /** The line on standard output that says that connections are accepted. */
  static final String LINE = "benchmark server is ready";

  private Ready() {}

  /** The port, which is the only argument. */
  static int port(String... arguments) {
    return Integer.parseInt(arguments[0]);
  }

  /** Reports readiness and goes on until the process that started this one is done or gone. */
  static void untilInputEnds() throws IOException {
    System.out.println(LINE);
    while (System.in.read() >= 0) {
      // nothing is said
    }
  }
}
