package org.cinnabar.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What results are to be read with: the machine, Java, the versions of servers and libraries. */
final class Machine {
  private static final Pattern LIBRARY =
      Pattern.compile(
          "(redisson|jedis|lettuce-core|hazelcast|infinispan-jcache-remote|ignite-core|caffeine"
              + "|jcache|fory-core|kryo|netty-common|jmh-core)-(\\d.*)\\.jar");

  private Machine() {}

  static Map<String, Object> describe(String server) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    description.put("cpu", line(Path.of("/proc/cpuinfo"), "model name\\s*:\\s*(.*)"));
    description.put("processors", Runtime.getRuntime().availableProcessors());
    description.put("memory", line(Path.of("/proc/meminfo"), "MemTotal:\\s*(.*)"));
    description.put(
        "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    description.put("java", System.getProperty("java.vm.version"));
    description.put(
        "loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    description.put("server", server);
    description.put("commit", commit());
    description.put("libraries", libraries());
    return description;
  }

  private static Map<String, String> libraries() {
    Map<String, String> libraries = new TreeMap<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Matcher matcher = LIBRARY.matcher(Path.of(path).getFileName().toString());
      if (matcher.matches()) {
        libraries.put(matcher.group(1), matcher.group(2));
      }
    }
    return libraries;
  }

  private static String line(Path file, String pattern) {
    try {
      Matcher matcher = Pattern.compile("(?m)^" + pattern + "$").matcher(Files.readString(file));
      return matcher.find() ? matcher.group(1) : "unknown";
    } catch (IOException e) {
      return "unknown"; // not Linux
    }
  }

  private static String commit() {
    try {
      Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
      String commit =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return commit.isEmpty() ? "unknown" : commit;
    } catch (IOException e) {
      return "unknown"; // no git
    }
  }
}
