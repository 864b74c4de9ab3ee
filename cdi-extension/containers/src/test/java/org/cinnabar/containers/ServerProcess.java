package org.cinnabar.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server's JVM, watched from outside by the JDK's own tools. */
final class ServerProcess {
  private final long pid;

  private ServerProcess(long pid) {
    this.pid = pid;
  }

  /** The one JVM that runs from where the server is unpacked. */
  static ServerProcess find() {
    String home = Container.directory().toString();
    List<Long> found =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().command().orElse("").endsWith("/java"))
            .filter(process -> process.pid() != ProcessHandle.current().pid())
            .filter(process -> process.info().commandLine().orElse("").contains(home))
            .filter(ServerProcess::isNoParent)
            .map(ProcessHandle::pid)
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException("Instead of one JVM of " + home + " there are " + found);
    }
    return new ServerProcess(found.get(0));
  }

  /** The build that started the tests has the directory in its command line, too. */
  private static boolean isNoParent(ProcessHandle process) {
    return ProcessHandle.current().parent().stream().noneMatch(process::equals);
  }

  /** How many instances of the class are alive after a full collection, over all class loaders. */
  long instances(String className) {
    return jcmd("GC.class_histogram").stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length >= 4 && columns[3].equals(className))
        .mapToLong(columns -> Long.parseLong(columns[1]))
        .sum();
  }

  /** The names of its threads. */
  List<String> threads() {
    return jcmd("Thread.print").stream()
        .filter(line -> line.startsWith("\""))
        .map(line -> line.substring(1, line.indexOf('"', 1)))
        .toList();
  }

  /** Writes the heap into a file, which must not exist. */
  void dumpHeap(Path file) {
    jcmd("GC.heap_dump", file.toString());
  }

  private List<String> jcmd(String... command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      List<String> line = new ArrayList<>(List.of(jcmd, Long.toString(pid)));
      line.addAll(List.of(command));
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(line + ": " + output);
      }
      return output.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
