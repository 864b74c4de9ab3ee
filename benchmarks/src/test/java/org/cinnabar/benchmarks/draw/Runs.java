package org.cinnabar.benchmarks.draw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs whose results are kept in a directory. */
final class Runs {
  private final List<RunFile> runs;

  private Runs(List<RunFile> runs) {
    this.runs = runs;
  }

  /** Reads all of them. */
  static Runs in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return new Runs(
          files
              .filter(file -> file.getFileName().toString().endsWith(RunFile.SUFFIX))
              .map(RunFile::read)
              .sorted(Comparator.comparing(RunFile::name).reversed())
              .toList());
    }
  }

  /** The newest run of the preset alone, or of the program of that name. */
  Optional<RunFile> newestOf(String preset) {
    return runs.stream().filter(run -> run.preset().equals(preset)).findFirst();
  }

  /** The newest run of the preset, or of the one that measures everything. */
  Optional<RunFile> newest(String preset) {
    return runs.stream()
        .filter(run -> run.preset().equals(preset) || run.preset().equals("full"))
        .max(Comparator.comparing(RunFile::date).thenComparing(run -> run.preset().equals(preset)));
  }
}
