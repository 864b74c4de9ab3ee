package org.cinnabar.benchmarks.draw;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Fills the tables of the page on scaling, each from the newest run that measured it. */
final class ScalingPage {
  private final Runs runs;
  private final Page page;

  ScalingPage(Path results, Path page) throws IOException {
    this.runs = Runs.in(results);
    this.page = Page.read(page);
  }

  void draw() throws IOException {
    section("throughput", "scaling", ScalingSections::throughput);
    section("processor", "scaling", ScalingSections::processor);
    section("requests", "scaling-costs", ScalingSections::requests);
    section("memory", "scaling-costs", ScalingSections::memory);
    section("evenness", "scaling-costs", ScalingSections::evenness);
    section("times", "scaling-costs", ScalingSections::times);
    page.write();
  }

  private void section(String name, String run, Function<RunFile, String> content) {
    page.replace(name, runs.newestOf(run), content);
  }
}
