package org.cinnabar.examples.web.launcher;

import java.util.concurrent.CountDownLatch;

/** Starts the shop and all that it needs with one command, or measures it. */
public final class Launcher {

  private static final int PORT = 8080;

  private Launcher() {}

  /**
   * Runs until it is interrupted, or until everything is measured.
   *
   * @param arguments {@code serve} or {@code headline}
   */
  public static void main(String... arguments) throws Exception {
    String mode = arguments.length == 0 ? "serve" : arguments[0];
    if (!mode.equals("serve") && !mode.equals("headline")) {
      throw new IllegalArgumentException("The mode is serve or headline, not " + mode);
    }
    System.out.println("Starting PostgreSQL with a million purchases, Redis, and WildFly ...");
    long start = System.nanoTime();
    try (Demo demo = Demo.start(Ports.freeLike(PORT))) {
      System.out.printf("Started in %.0f s.%n%n", (System.nanoTime() - start) / 1e9);
      if (mode.equals("headline")) {
        Headline.measure(demo.url()).print(System.out);
      } else {
        serve(demo);
      }
    }
  }

  private static void serve(Demo demo) throws InterruptedException {
    System.out.printf("The shop is open:  %s%n", demo.url());
    System.out.printf("The server's log:  %s%n%n", demo.log());
    System.out.println("Ctrl-C stops everything.");
    new CountDownLatch(1).await();
  }
}
