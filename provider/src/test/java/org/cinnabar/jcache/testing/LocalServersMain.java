package org.cinnabar.jcache.testing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Starts local servers for people: a cluster, a Sentinel set, or whatever {@link
 * LocalServers#start} knows. They run until the program is ended, by Ctrl-C or a signal, and leave
 * nothing behind.
 */
public final class LocalServersMain {
  private LocalServersMain() {}

  /**
   * Starts them, says where they are, and waits.
   *
   * @param args which kind; then the server's binary, empty or left out for the embedded one; then
   *     a file that gets the address as soon as they are ready, if anybody wants that
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = System.out;
    if (args.length == 0 || args[0].isBlank()) {
      out.println("usage: single|cluster|replicas|sentinel [binary] [file for the address]");
      return;
    }
    Path binary =
        args.length > 1 && !args[1].isBlank() ? Path.of(args[1]) : RedisServers.embeddedBinary();
    if (!Files.isExecutable(binary)) {
      out.println("There is no server to run at " + binary);
      System.exit(1);
    }
    try (LocalServers servers = LocalServers.start(args[0], binary)) {
      out.println(servers.uri());
      servers.servers().forEach(each -> out.println("  " + each + " on port " + each.port()));
      if (args.length > 2 && !args[2].isBlank()) {
        Files.writeString(Path.of(args[2]), servers.uri() + "\n");
      }
      out.println("End them with Ctrl-C.");
      new CountDownLatch(1).await();
    }
  }
}
