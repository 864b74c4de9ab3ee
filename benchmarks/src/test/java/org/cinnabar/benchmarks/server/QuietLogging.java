package org.cinnabar.benchmarks.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;

/** Lets peers log what is serious only. {@code java.util.logging} makes one when it starts. */
public final class QuietLogging {
  /** What does so for it and for SLF4J. */
  public static final List<String> JVM_OPTIONS =
      List.of(
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
          "-Djava.util.logging.config.class=" + QuietLogging.class.getName());

  /** Configures {@code java.util.logging}. */
  public QuietLogging() throws IOException {
    String configuration =
        """
        handlers=java.util.logging.ConsoleHandler
        .level=SEVERE
        """;
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(configuration.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
