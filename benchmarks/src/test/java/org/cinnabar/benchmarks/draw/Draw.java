package org.cinnabar.benchmarks.draw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cinnabar.benchmarks.peer.Operation;

/**
 * Draws the results that are kept: fills the tables of the page on performance and makes its
 * charts. Each section comes from the newest run that measured it, whose name and machine it
 * states.
 */
public final class Draw {
  private final Runs runs;
  private final Page page;
  private final Path charts;

  Draw(Path results, Path page) throws IOException {
    this.runs = Runs.in(results);
    this.page = Page.read(page);
    this.charts = Files.createDirectories(page.resolveSibling("performance"));
  }

  /** Takes the directory of the results, the page, and the one on scaling. */
  public static void main(String... arguments) throws IOException {
    Path results = Path.of(arguments[0]);
    new Draw(results, Path.of(arguments[1])).all();
    new ScalingPage(results, Path.of(arguments[2])).draw();
  }

  void all() throws IOException {
    section("targets", "quick", run -> Targets.ratios(run) + "\n" + Targets.medians(run));
    section("remote", "remote", Sections::remote);
    section("latency", "latency", Sections::latency);
    section("variants", "variants", Sections::variants);
    section("network", "network", Sections::network);
    section("near", "near", Sections::near);
    section("annotations", "annotations", Sections::annotations);
    section("codec", "codec", Sections::codec);
    section("wire", "costs", Sections::wire);
    section("memory", "costs", Sections::memory);
    section("footprint", "costs", Sections::footprint);
    page.replace("charts", charts());
    page.write();
  }

  private void section(String name, String preset, Function<RunFile, String> content) {
    page.replace(name, runs.newest(preset), content);
  }

  private String charts() throws IOException {
    Optional<RunFile> run = runs.newest("remote").or(() -> runs.newest("quick"));
    List<String> links = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      Path file = charts.resolve(operation.method() + ".svg");
      Optional<BarChart> chart =
          run.map(found -> Sections.chart(found, operation)).filter(drawn -> !drawn.isEmpty());
      if (chart.isPresent()) {
        Files.writeString(file, chart.get().svg());
        links.add("![" + operation.title() + "](performance/" + file.getFileName() + ")");
      } else {
        Files.deleteIfExists(file);
      }
    }
    return links.isEmpty() ? Page.NOT_MEASURED : String.join("\n\n", links);
  }
}
