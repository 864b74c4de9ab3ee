package org.cinnabar.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the server has written into its log files since a moment; nothing in a container without
 * files.
 */
final class ServerLog {
  private final Map<Path, Long> sizes;

  private ServerLog(Map<Path, Long> sizes) {
    this.sizes = sizes;
  }

  static ServerLog fromNow() {
    return new ServerLog(
        files().stream().collect(Collectors.toMap(Function.identity(), ServerLog::size)));
  }

  String text() {
    return files().stream().map(this::tail).collect(Collectors.joining());
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
}
