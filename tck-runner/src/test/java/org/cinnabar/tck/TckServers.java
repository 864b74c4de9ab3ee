package org.cinnabar.tck;

import java.nio.file.Path;
import org.cinnabar.jcache.testing.LocalServers;
import org.cinnabar.jcache.testing.RedisServers;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts servers for the run and names them in the system property {@code cinnabar.redis}; does
 * nothing when the property names a server already. The system property {@value #SERVERS} says
 * which: {@code single} (the default), {@code cluster}, {@code replicas} or {@code sentinel}; they
 * are of the binary that {@value #BINARY} names, else of the embedded one.
 */
public final class TckServers implements LauncherSessionListener {
  private static final String PROPERTY = "cinnabar.redis";
  private static final String SERVERS = "tck.servers";
  private static final String BINARY = "tck.binary";

  /** Connecting to several servers that were just started takes longer on a busy machine. */
  private static final String PATIENCE = "?deadline=5s";

  private @Nullable LocalServers servers;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String address = System.getProperty(PROPERTY);
    if (address != null && !address.isBlank()) {
      return;
    }
    String binary = System.getProperty(BINARY, "");
    LocalServers started =
        LocalServers.start(
            System.getProperty(SERVERS, "single"),
            binary.isBlank() ? RedisServers.embeddedBinary() : Path.of(binary));
    servers = started;
    String patience = started.servers().size() == 1 ? "" : PATIENCE;
    System.setProperty(PROPERTY, started.uri() + patience);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (servers == null) {
      return;
    }
    System.clearProperty(PROPERTY);
    servers.close();
    servers = null;
  }
}
