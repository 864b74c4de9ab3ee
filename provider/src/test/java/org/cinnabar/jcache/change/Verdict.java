package org.cinnabar.jcache.change;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of one run, from what the workers noted.
 *
 * <p>An acknowledged write that isn't there any more is <em>lost</em> when it was acknowledged in
 * the {@link Window} in which the change could lose it. Else it is wrong. A value that a
 * <em>failed</em> write left, and that took the place of a later one, is <em>overtaken</em>:
 * whoever was told that a write may or may not have been applied must reckon with its being applied
 * late, though not later than twice the deadline.
 *
 * <p>An old value that was read is judged when all losses are known: it is <em>excused</em> when
 * every later one that should have been seen is lost or overtaken. When it was read in the window
 * and was written over before the master could be asked, nobody can tell: those are counted as
 * <em>unclear</em>.
 */
final class Verdict {
  /** How long after the servers themselves operations must succeed again. */
  static final long SERVICE_AGAIN_MILLIS = 2_000;

  /** A run with fewer operations that succeed says nothing. */
  static final long SUCCESSES = 1_000;

  long tried;
  long failed;
  long stallMillis;
  long gapMillis;
  long eventsMillis;
  final long ownMillis;

  /** Acknowledged changes that are gone. */
  long lost;

  /** Failed changes that were applied after later ones. */
  int overtaken;

  /** Old values that were read because all later ones are lost or overtaken. */
  int excused;

  /** Old values that were read in the window, of which nobody can tell why. */
  int unclear;

  /** Answers that can't be. */
  final List<String> wrong = new ArrayList<>();

  /** What took too long, or didn't come back. */
  final List<String> broken = new ArrayList<>();

  final Map<String, Long> failures = new TreeMap<>();

  private final Window window;
  private final Losses losses;
  private final Races races = new Races();
  private final Counts counts = new Counts();

  private Verdict(Window window, long ownMillis) {
    this.window = window;
    this.losses = new Losses(window);
    this.ownMillis = ownMillis;
  }

  /**
   * Judges a run.
   *
   * @param window when an acknowledged write must have been acknowledged to be lost
   * @param ownMillis how long the servers took for the change
   */
  static Verdict of(Load load, Window window, long ownMillis) throws IOException {
    Verdict verdict = new Verdict(window, ownMillis);
    List<String[]> lines = new ArrayList<>();
    for (int jvm = 0; jvm < Load.JVMS; jvm++) {
      for (String line : Files.readAllLines(load.report(jvm))) {
        lines.add(line.split(" "));
      }
    }
    lines.forEach(verdict::learn);
    lines.forEach(verdict::lose);
    lines.forEach(verdict::judgeRead);
    verdict.wrong.addAll(verdict.races.judge(window));
    verdict.wrong.addAll(verdict.counts.judge(window));
    verdict.lost += verdict.losses.gone() + verdict.races.lost.size() + verdict.counts.lost;
    verdict.overtaken += verdict.losses.late();
    verdict.judgeFigures();
    return verdict;
  }

  /** A run that didn't come to its end. */
  static Verdict aborted(Exception cause) {
    Verdict verdict = new Verdict(Window.NONE, 0);
    verdict.broken.add("the run was given up: " + cause);
    return verdict;
  }

  /** How much longer than the servers themselves took no write of some key succeeded. */
  long beyondMillis() {
    return Math.max(0, gapMillis - ownMillis);
  }

  private void learn(String[] words) {
    switch (words[0]) {
      case "tried" -> tried += number(words[1]);
      case "failed" -> failed += number(words[1]);
      case "stall" -> stallMillis = Math.max(stallMillis, number(words[1]));
      case "gap" -> gapMillis = Math.max(gapMillis, number(words[1]));
      case "events" -> eventsMillis = Math.max(eventsMillis, number(words[1]));
      case "failure" -> failures.merge(rest(words, 2), number(words[1]), Long::sum);
      case "uncertain" -> losses.failed(words[1], number(words[2]), number(words[3]));
      case "raced" -> races.told(number(words[1]), words[2], words[3], number(words[4]));
      case "kept" -> races.kept(number(words[1]), words[2]);
      case "counted" -> counts.counted(words[1], words[2], number(words[3]), number(words[4]));
      case "uncounted" -> counts.failed(words[1], number(words[2]));
      case "total" -> counts.total(words[1], number(words[2]));
      case "removal" -> removal(number(words[3]), number(words[4]), number(words[5]), words);
      case "wrong" -> wrong.add(rest(words, 1));
      case "broken" -> broken.add(rest(words, 1));
      default -> {}
    }
  }

  private void removal(long acknowledgedAt, long seenAt, long failedAt, String[] words) {
    if (window.mayLose(acknowledgedAt)) {
      lost++;
    } else if (failedAt != 0 && Losses.maybeApplied(failedAt, seenAt)) {
      overtaken++;
    } else {
      wrong.add(rest(words, 0));
    }
  }

  /** First pass: what the master was seen not to have any more. */
  private void lose(String[] words) {
    if (words[0].equals("lost")) {
      boolean explained =
          losses.explains(
              words[1], number(words[2]), number(words[3]), number(words[4]), number(words[5]));
      if (!explained) {
        wrong.add(rest(words, 0));
      }
    } else if (isRead(words)) {
      Read read = Read.of(words);
      if (read.isMissing()) {
        losses.explains(read.key, read.onMaster, read.due, read.dueAt, read.at);
      }
    }
  }

  /** Second pass: old values that were read. */
  private void judgeRead(String[] words) {
    if (!isRead(words)) {
      return;
    }
    Read read = Read.of(words);
    if (losses.excuse(read.key, read.found, read.due)) {
      excused++;
    } else if (read.isUnclear() && losses.overtook(read.key, read.found, read.at)) {
      losses.late(read.key, read.found);
    } else if (read.isUnclear() && window.mayLose(read.dueAt) && window.mayLose(read.at)) {
      unclear++;
    } else {
      wrong.add(rest(words, 0));
    }
  }

  private static boolean isRead(String[] words) {
    return words[0].equals("older") || words[0].equals("stale");
  }

  /**
   * A read that gave less than was due.
   *
   * @param onMaster what the master had right after; {@link #UNKNOWN} when that couldn't be told
   */
  private record Read(String key, long found, long due, long dueAt, long at, long onMaster) {
    static final long UNKNOWN = Long.MAX_VALUE;

    static Read of(String[] words) {
      return new Read(
          words[2],
          number(words[3]),
          number(words[4]),
          number(words[5]),
          number(words[6]),
          words[7].equals("?") ? UNKNOWN : number(words[7]));
    }

    /** The master lacks what was due. */
    boolean isMissing() {
      return onMaster < due;
    }

    /** The master couldn't be asked, or has something later by now. */
    boolean isUnclear() {
      return onMaster > due;
    }
  }

  private void judgeFigures() {
    if (stallMillis > Load.DEADLINE_MILLIS + Load.MARGIN_MILLIS) {
      broken.add("an operation took " + stallMillis + " ms");
    }
    if (beyondMillis() >= SERVICE_AGAIN_MILLIS) {
      broken.add(
          "no write of a key succeeded for %d ms, the servers took %d ms"
              .formatted(gapMillis, ownMillis));
    }
    if (tried - failed < SUCCESSES) {
      broken.add("only %d of %d operations succeeded".formatted(tried - failed, tried));
    }
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }

  private static String rest(String[] words, int from) {
    return String.join(" ", List.of(words).subList(from, words.length));
  }
}
