package org.cinnabar.jcache.internal.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.cinnabar.jcache.HotKey;
import org.junit.jupiter.api.Test;

/** How well the sketch finds the keys that are read most. */
class TopKTest {
  private static final int KEYS = 100_000;
  private static final int READS = 1_000_000;
  private static final int SIZE = 100;

  @Test
  void zipfTrace_theTopIsFound_withNearlyTheRightCounts() {
    int[] trace = zipf(1.0, 42);
    Map<Integer, Integer> exact = new HashMap<>();
    TopK<Integer> top = new TopK<>(SIZE);
    for (int key : trace) {
      exact.merge(key, 1, Integer::sum);
      top.add(key);
    }

    List<HotKey<Integer>> found = top.top();

    assertThat(found).hasSize(SIZE);
    assertThat(found.stream().map(HotKey::key).limit(20).toList())
        .containsExactlyElementsOf(exactTop(exact, 20));
    Set<Integer> common = found.stream().map(HotKey::key).collect(Collectors.toSet());
    common.retainAll(new HashSet<>(exactTop(exact, SIZE)));
    assertThat(common).hasSizeGreaterThanOrEqualTo(97);
    assertThat(found)
        .allSatisfy(
            hot ->
                assertThat((double) hot.reads() / exact.get(hot.key()))
                    .as("%s, in truth %s", hot, exact.get(hot.key()))
                    .isBetween(1.0, 1.05));
  }

  @Test
  void decay_letsOldOnesGo() {
    TopK<String> top = new TopK<>(2);
    read(top, "old", 1000);
    read(top, "older", 1000);
    for (int i = 0; i < 4; i++) {
      top.decay();
    }
    assertThat(top.top()).extracting(HotKey::reads).containsExactly(62L, 62L);
    read(top, "new", 100);
    read(top, "newer", 200);
    assertThat(top.top()).extracting(HotKey::key).containsExactly("newer", "new");
    for (int i = 0; i < 8; i++) {
      top.decay();
    }
    assertThat(top.top()).isEmpty();
  }

  @Test
  void threads_loseLittle() throws Exception {
    TopK<Integer> top = new TopK<>(10);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int[] trace = zipf(1.2, i);
        readers.add(
            () -> {
              for (int key : trace) {
                top.add(key);
              }
              return null;
            });
      }
      for (Future<Void> reader : executor.invokeAll(readers)) {
        reader.get();
      }
    } finally {
      executor.shutdown();
    }
    assertThat(top.top()).extracting(HotKey::key).startsWith(0, 1, 2).hasSize(10);
  }

  @Test
  void fewerKeysThanAskedFor_areAllThere() {
    TopK<String> top = new TopK<>(10);
    read(top, "a", 3);
    read(top, "b", 5);

    assertThat(top.top()).containsExactly(new HotKey<>("b", 5), new HotKey<>("a", 3));
  }

  @Test
  void keyWhoseMethodsFail_canStillBeRead() {
    TopK<Object> top = new TopK<>(3);
    Object broken =
        new Object() {
          @Override
          public int hashCode() {
            throw new IllegalStateException("broken");
          }
        };
    ReadWatch<Object> reads = new ReadWatch<>(null, top, null);

    reads.read(broken);
    reads.read("sound");

    assertThat(top.top()).containsExactly(new HotKey<>("sound", 1));
  }

  private static void read(TopK<String> top, String key, int times) {
    for (int i = 0; i < times; i++) {
      top.add(key);
    }
  }

  private static List<Integer> exactTop(Map<Integer, Integer> exact, int count) {
    return exact.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
        .limit(count)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int[] zipf(double exponent, long seed) {
    double[] sums = new double[KEYS];
    double sum = 0;
    for (int i = 0; i < KEYS; i++) {
      sum += 1 / Math.pow(i + 1, exponent);
      sums[i] = sum;
    }
    Random random = new Random(seed);
    int[] trace = new int[READS];
    for (int i = 0; i < READS; i++) {
      int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
      trace[i] = at < 0 ? -at - 1 : at;
    }
    return trace;
  }
}
