package org.cinnabar.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conformance register names a test of ours in each row, and those tests exist. */
class ConformanceRegisterTest {
  private static final Path PROJECT = Path.of("..");
  private static final Path REGISTER = PROJECT.resolve(Path.of("docs", "conformance.md"));
  private static final Pattern NAMED = Pattern.compile("`(\\w+)(?:#(\\w+))?`");

  @Test
  void everyRow_namesTestsThatExist() throws IOException {
    Map<String, String> tests = tests();
    List<String> problems = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(REGISTER, UTF_8)) {
      if (line.startsWith("| ") && !line.endsWith("| our test |")) {
        rows++;
        problems.addAll(problems(line, tests));
      }
    }
    assertThat(problems).isEmpty();
    assertThat(rows).isGreaterThan(100);
  }

  private static List<String> problems(String row, Map<String, String> tests) {
    String ours = row.substring(row.lastIndexOf(" | ") + 3, row.length() - 2);
    List<String> problems = new ArrayList<>();
    if (!ours.startsWith("`") && !ours.startsWith("none: ")) {
      problems.add("No test and no reason: " + row);
    }
    Matcher named = NAMED.matcher(ours);
    while (named.find()) {
      String source = tests.get(named.group(1));
      String method = named.group(2);
      if (source == null || (method != null && !source.contains(" void " + method + "("))) {
        problems.add("There is no " + named.group() + ": " + row);
      }
    }
    return problems;
  }

  /** The sources of all test classes by simple name; those of one name together. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path root : List.of(Path.of("."), PROJECT.resolve("cdi-extension"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(ConformanceRegisterTest::isTest).toList()) {
          String name = file.getFileName().toString().replaceFirst("\\.java$", "");
          sources.merge(name, Files.readString(file, UTF_8), String::concat);
        }
      }
    }
    return sources;
  }

  private static boolean isTest(Path file) {
    return file.toString().endsWith(".java")
        && file.toString().contains(Path.of("src", "test", "java").toString());
  }
}
