package org.cinnabar.jcache.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came of the rounds of {@link Racer}, of all JVMs. */
final class Races {
  private final Map<Long, Round> rounds = new TreeMap<>();

  /** What was lost, in words. */
  final Set<String> lost = new HashSet<>();

  private static final class Round {
    final Map<String, Long> won = new HashMap<>();
    final Map<String, Long> refused = new HashMap<>();
    final Map<String, Long> failed = new HashMap<>();
    final Set<String> owners = new HashSet<>();
  }

  private record Problem(long acknowledgedAt, boolean mayBeLoss, String words) {}

  /** A JVM was told something. */
  void told(long round, String jvm, String outcome, long at) {
    Round told = round(round);
    switch (outcome) {
      case "won" -> told.won.put(jvm, at);
      case "refused" -> told.refused.put(jvm, at);
      default -> told.failed.put(jvm, at);
    }
  }

  /** An entry belongs to a JVM in the end, or to {@code none}. */
  void kept(long round, String owner) {
    round(round).owners.add(owner);
  }

  private Round round(long number) {
    return rounds.computeIfAbsent(number, each -> new Round());
  }

  /** Judges all rounds; gives what is wrong. */
  List<String> judge(Window window) {
    List<String> wrong = new ArrayList<>();
    rounds.forEach(
        (number, round) -> {
          Problem problem = problem(round);
          if (problem != null && problem.mayBeLoss && window.mayLose(problem.acknowledgedAt)) {
            lost.add("round " + number);
          } else if (problem != null) {
            wrong.add("round " + number + " " + problem.words);
          }
        });
    return wrong;
  }

  /** What is wrong with a round unless a write was lost; null for nothing. */
  private static Problem problem(Round round) {
    if (round.owners.size() > 1) {
      return new Problem(0, false, "belongs to " + round.owners);
    }
    String owner = round.owners.stream().findAny().orElse("nobody that was noted");
    if (round.refused.containsKey(owner)) {
      return new Problem(0, false, "belongs to " + owner + ", which was told that it doesn't");
    }
    if (round.won.size() > 1) {
      return new Problem(first(round.won), true, "was won twice");
    }
    if (!round.won.isEmpty()) {
      return round.won.containsKey(owner)
          ? null
          : new Problem(first(round.won), true, "was won by " + round.won + ", has " + owner);
    }
    if (round.refused.isEmpty()) {
      return null;
    }
    if (round.failed.isEmpty()) {
      return new Problem(0, false, "was refused to " + round.refused + ", won by nobody");
    }
    return round.failed.containsKey(owner)
        ? null
        : new Problem(first(round.refused), true, "was refused to all others, has " + owner);
  }

  private static long first(Map<String, Long> times) {
    return times.values().stream().mapToLong(Long::longValue).min().orElseThrow();
  }
}
