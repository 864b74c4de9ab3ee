package org.cinnabar.dropin;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM with a class path of its own. */
final class ChildJvm {
  private final List<String> options = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();

  /**
   * What a program did.
   *
   * @param exitCode 0 when it ended well
   * @param out what it printed
   * @param err what it logged or complained about
   */
  record Result(int exitCode, String out, String err) {
    /** What it printed, if it ended well. */
    List<String> lines() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + "\n" + out + err);
      }
      return out.lines().toList();
    }
  }

  /** A JVM with the test applications and the standard's API. */
  static ChildJvm create() {
    return new ChildJvm().with(Jars.application());
  }

  ChildJvm with(List<Path> paths) {
    classPath.addAll(paths);
    return this;
  }

  ChildJvm with(Path path) {
    return with(List.of(path));
  }

  ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("cinnabar-out", null);
    Path err = Files.createTempFile("cinnabar-err", null);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("The program did not end\n" + text(out) + text(err));
      }
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
