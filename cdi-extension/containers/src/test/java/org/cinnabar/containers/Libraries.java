package org.cinnabar.containers;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Jars of this run's class path, found by the names of their files. */
final class Libraries {
  private static final List<File> CLASS_PATH =
      Arrays.stream(
              System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path", ""))
                  .split(File.pathSeparator))
          .map(File::new)
          .toList();

  private Libraries() {}

  /** The jars whose names start with these, each of which must match one. */
  static List<File> named(String... prefixes) {
    return Arrays.stream(prefixes).map(Libraries::one).toList();
  }

  private static File one(String prefix) {
    Predicate<File> matches =
        file -> file.getName().matches(prefix + "-[0-9].*\\.jar") && file.isFile();
    List<File> found = CLASS_PATH.stream().filter(matches).collect(Collectors.toList());
    if (found.size() != 1) {
      throw new IllegalStateException(
          "Instead of one jar " + prefix + " the class path has " + found + ": " + CLASS_PATH);
    }
    return found.get(0);
  }
}
