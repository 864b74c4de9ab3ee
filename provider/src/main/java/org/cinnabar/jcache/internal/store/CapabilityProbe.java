package org.cinnabar.jcache.internal.store;

import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;

/**
 * Finds out what a server can do by asking it; never by its version, which forks and proxies make
 * up.
 */
final class CapabilityProbe {
  private static final String SCRIPT = "probe-1.lua";
  private static final long EXPIRY = 1;
  private static final long CLUSTER = 2;
  private static final long SET_WITH_EXPIRY = 4;

  /** Enough to meet every master of the largest cluster, and a bound for what is none. */
  private static final int MOST_KEYS = 50_000;

  private static final int SLOTS = 16_384;

  private CapabilityProbe() {}

  /**
   * What the masters said.
   *
   * @param capabilities what all of those can do that have answered
   * @param complete whether there is none that hasn't
   */
  record Answer(ServerCapabilities capabilities, boolean complete) {}

  /**
   * Asks every master, connecting if need be: what one of them can't do, none is asked to. Some may
   * be missing, but one has to answer. Blocks the thread, at most for the limit once connected, and
   * for half of it when one has answered.
   */
  static Answer ask(RedissonClient client, String namespace, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    URL resource = Objects.requireNonNull(CapabilityProbe.class.getResource(SCRIPT), SCRIPT);
    String script = TextFiles.read(resource);
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (String key : aKeyOfEachMaster(client, namespace + ":probe")) {
      answers.add(ask(client, script, key));
    }
    await(answers, limit);
    List<Long> heard =
        answers.stream().filter(CapabilityProbe::isHeard).map(CompletableFuture::join).toList();
    long all = heard.stream().reduce(-1L, (a, b) -> a & b);
    boolean cluster = client.getConfig().isClusterConfig() || (all & CLUSTER) != 0;
    return new Answer(
        new ServerCapabilities((all & EXPIRY) != 0, (all & SET_WITH_EXPIRY) != 0, cluster),
        heard.size() == answers.size() && hasAllSlots(client));
  }

  /** Waits until all have answered or failed; in the second half of the limit one is enough. */
  private static void await(List<CompletableFuture<Long>> answers, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(
            answers.stream()
                .map(answer -> answer.handle((told, failure) -> failure == null))
                .toArray(CompletableFuture<?>[]::new));
    long half = limit.toMillis() / 2;
    try {
      ended.get(half, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (answers.stream().noneMatch(CapabilityProbe::isHeard)) {
        ended.get(half, TimeUnit.MILLISECONDS);
      }
    }
    if (answers.stream().noneMatch(CapabilityProbe::isHeard)) {
      // tells why
      CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
          .get(0, TimeUnit.MILLISECONDS);
    }
  }

  private static boolean isHeard(CompletableFuture<Long> answer) {
    return answer.isDone() && !answer.isCompletedExceptionally();
  }

  /** Whether the client knows a master for every slot; without a cluster it does. */
  private static boolean hasAllSlots(RedissonClient client) {
    if (!(client instanceof Redisson) || !client.getConfig().isClusterConfig()) {
      return true;
    }
    ConnectionManager masters = Commands.executor(client).getConnectionManager();
    return IntStream.range(0, SLOTS).allMatch(slot -> masters.getEntry(slot) != null);
  }

  private static CompletableFuture<Long> ask(RedissonClient client, String script, String key) {
    return client
        .getScript(StringCodec.INSTANCE)
        .<Long>evalAsync(
            key, RScript.Mode.READ_WRITE, script, RScript.ReturnType.LONG, List.of(key))
        .toCompletableFuture();
  }

  /** Names of keys, one in the slots of each master. */
  static Collection<String> aKeyOfEachMaster(RedissonClient client, String name) {
    if (!(client instanceof Redisson)) {
      return List.of(name);
    }
    ConnectionManager masters = Commands.executor(client).getConnectionManager();
    int count = masters.getEntrySet().size();
    Map<MasterSlaveEntry, String> keys = new HashMap<>();
    for (int i = 0; keys.size() < count && i < MOST_KEYS; i++) {
      String key = i == 0 ? name : name + i;
      MasterSlaveEntry master = masters.getEntry(masters.calcSlot(key));
      if (master != null) {
        keys.putIfAbsent(master, key);
      }
    }
    return keys.isEmpty() ? List.of(name) : keys.values();
  }
}
