package org.cinnabar.jcache.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.cinnabar.jcache.internal.store.BackgroundScripts;

/**
 * Counts the requests that a server receives, as {@code MONITOR} shows them: what scripts do inside
 * is no request.
 */
public final class Requests implements AutoCloseable {
  private final TestRedis server;
  private final String namespace;
  private final Socket socket;
  private final BufferedReader lines;
  private int marks;

  /** Watches the requests for what a fixture's caches own. */
  public Requests(JCacheFixture fixture) {
    this.server = fixture.server();
    this.namespace = fixture.namespace();
    this.socket = server.send("MONITOR");
    try {
      socket.setSoTimeout(10_000);
      this.lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      lines.readLine(); // from here on it watches
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many requests an action makes. */
  public int during(Runnable action) {
    count();
    action.run();
    return count();
  }

  /** How many there were since the last count. */
  private int count() {
    String mark = "mark-" + namespace + "-" + marks++;
    server.ask("ECHO " + mark);
    int requests = 0;
    try {
      for (String line = lines.readLine(); !line.contains(mark); line = lines.readLine()) {
        boolean inScript = line.contains(" lua] ");
        boolean operation = !inScript && !BackgroundScripts.isSweep(line);
        requests += operation && line.contains(namespace) ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
