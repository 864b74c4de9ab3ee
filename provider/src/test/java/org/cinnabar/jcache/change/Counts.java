package org.cinnabar.jcache.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came of the increments of {@link Counter}, of all JVMs. */
final class Counts {
  private final Map<String, Count> counts = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  /** How many acknowledged increments are missing, at least. */
  long lost;

  private record Increment(String jvm, long value, long at) {}

  private static final class Count {
    final List<Increment> acknowledged = new ArrayList<>();
    final Set<Long> totals = new HashSet<>();
    long failed;
  }

  /** An increment was acknowledged with the value that it made; those of a JVM in their order. */
  void counted(String counter, String jvm, long value, long at) {
    count(counter).acknowledged.add(new Increment(jvm, value, at));
  }

  /** So many increments of a JVM failed. */
  void failed(String counter, long number) {
    count(counter).failed += number;
  }

  /** What a JVM found in the end. */
  void total(String counter, long value) {
    count(counter).totals.add(value);
  }

  private Count count(String counter) {
    return counts.computeIfAbsent(counter, each -> new Count());
  }

  /** Judges all counters; gives what is wrong. */
  List<String> judge(Window window) {
    counts.forEach(
        (counter, count) -> {
          judgeOrder(counter, count, window);
          judgeTotal(counter, count, window);
        });
    return wrong;
  }

  /** No value is made twice, and none after a greater one of the same JVM. */
  private void judgeOrder(String counter, Count count, Window window) {
    Map<Long, Increment> made = new HashMap<>();
    Map<String, Increment> last = new HashMap<>();
    for (Increment next : count.acknowledged) {
      Increment before = last.put(next.jvm, next);
      if (before != null && next.value <= before.value && !window.mayLose(before.at)) {
        wrong.add("counter %s went from %s to %s".formatted(counter, before, next));
      }
      Increment same = made.putIfAbsent(next.value, next);
      if (same != null && !window.mayLose(Math.min(same.at, next.at))) {
        wrong.add("counter %s was the same twice: %s, %s".formatted(counter, same, next));
      }
    }
  }

  private void judgeTotal(String counter, Count count, Window window) {
    long acknowledged = count.acknowledged.size();
    long mayBeLost = count.acknowledged.stream().filter(each -> window.mayLose(each.at)).count();
    if (count.totals.size() != 1) {
      wrong.add("counter %s is %s in the end".formatted(counter, count.totals));
    }
    for (long total : count.totals) {
      if (total > acknowledged + count.failed || total < acknowledged - mayBeLost) {
        wrong.add(
            "counter %s is %d after %d acknowledged increments, %d of them perhaps lost, and %d failed"
                .formatted(counter, total, acknowledged, mayBeLost, count.failed));
      } else {
        lost += Math.max(0, acknowledged - total);
      }
    }
  }
}
