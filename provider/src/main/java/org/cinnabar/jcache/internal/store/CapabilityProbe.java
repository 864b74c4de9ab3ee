package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;

/**
 * Finds out what a server can do by asking it; never by its version, which forks and proxies make
 * up.
 */
final class CapabilityProbe {
  private static final String SCRIPT = "probe-1.lua";
  private static final long EXPIRY = 1;
  private static final long CLUSTER = 2;
  private static final long SET_WITH_EXPIRY = 4;

  private CapabilityProbe() {}

  /**
   * What the masters said.
   *
   * @param capabilities what all of those can do that have answered
   * @param complete whether there is none that hasn't
   */
  record Answer(ServerCapabilities capabilities, boolean complete) {}

  /** Names of keys to ask the servers by, one for each master that the client knows. */
  static Collection<String> keys(RedissonClient client, String namespace) {
    String name = namespace + ":probe";
    return client instanceof Redisson ? new Masters(client).aKeyOfEach(name) : List.of(name);
  }

  /**
   * Asks every master, connecting if need be: what one of them can't do, none is asked to. Some may
   * be missing, but one has to answer. Blocks the thread, at most for the limit once connected, and
   * for half of it when one has answered.
   */
  static Answer ask(RedissonClient client, Collection<String> keys, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    Question question = new Question(SCRIPT);
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (String key : keys) {
      answers.add(question.ask(client, key, RScript.ReturnType.LONG));
    }
    await(answers, limit);
    List<Long> heard =
        answers.stream().filter(CapabilityProbe::isHeard).map(CompletableFuture::join).toList();
    long all = heard.stream().reduce(-1L, (a, b) -> a & b);
    boolean cluster = client.getConfig().isClusterConfig() || (all & CLUSTER) != 0;
    return new Answer(
        new ServerCapabilities((all & EXPIRY) != 0, (all & SET_WITH_EXPIRY) != 0, cluster),
        heard.size() == answers.size()
            && (!(client instanceof Redisson) || new Masters(client).haveAllSlots()));
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
}
