package org.cinnabar.examples.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints what happened. */
final class Report {

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }

  void questions(List<Question> questions) {
    line("%n%-26s%6s%15s%15s%10s", "words", "steps", "first call", "second call", "speed-up");
    questions.forEach(this::question);
    line("");
    for (Question question : questions) {
      line("%s", question.chain());
    }
  }

  void hits(CacheHits hits) {
    line("%nhit rate %.1f %% (%d hits, %d misses)", hits.percentage(), hits.hits(), hits.misses());
  }

  void contents(List<RedisContents.Key> keys) {
    line("%n%-40s%-12s%9s%9s", "Redis holds", "type", "elements", "bytes");
    for (RedisContents.Key key : keys) {
      line("%-40s%-12s%9d%9d", key.name(), key.type(), key.elements(), key.bytes());
    }
  }

  private void question(Question question) {
    WordPair words = question.words();
    line(
        "%-26s%6d%12.2f ms%12.2f ms%10s",
        words.from() + " > " + words.to(),
        question.chain().length(),
        millis(question.first()),
        millis(question.second()),
        question.known() ? "was there" : String.format(Locale.ROOT, "%,.0fx", question.speedUp()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
