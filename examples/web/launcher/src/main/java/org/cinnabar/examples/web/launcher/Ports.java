package org.cinnabar.examples.web.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine, for its own use only. */
final class Ports {

  private Ports() {}

  /** A port that nobody uses. */
  static int free() throws IOException {
    return bindable(0);
  }

  /** The port if nobody uses it, otherwise another. */
  static int freeLike(int preferred) throws IOException {
    try {
      return bindable(preferred);
    } catch (IOException e) {
      return free();
    }
  }

  private static int bindable(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    }
  }
}
