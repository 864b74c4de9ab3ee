package org.cinnabar.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the container has logged since a moment: into a server's files, or by this JVM's loggers.
 */
final class ContainerLog implements AutoCloseable {
  private final Map<Path, Long> sizes;
  private final Messages messages = new Messages();

  private ContainerLog(Map<Path, Long> sizes) {
    this.sizes = sizes;
    Logger.getLogger("").addHandler(messages);
  }

  static ContainerLog fromNow() {
    return new ContainerLog(
        files().stream().collect(Collectors.toMap(Function.identity(), ContainerLog::size)));
  }

  String text() {
    return messages.text + files().stream().map(this::tail).collect(Collectors.joining());
  }

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(messages);
  }

  private String tail(Path file) {
    long from = sizes.getOrDefault(file, 0L);
    try {
      byte[] bytes = Files.readAllBytes(file);
      int start = (int) Math.min(from, bytes.length);
      return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files() {
    if (!Container.isServer()) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(Container.directory())) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Messages extends Handler {
    private final StringBuffer text = new StringBuffer();

    @Override
    public void publish(LogRecord record) {
      text.append(record.getMessage()).append('\n');
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
