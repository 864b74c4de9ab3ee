package org.cinnabar.jcache.internal.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server drops when its memory is full, as far as it tells. A whole partition of a cache is
 * one key, without a time to live of its own: a policy that picks from all keys may drop it with
 * all of its entries, and what waits for a cache writer too.
 *
 * @param policy its {@code maxmemory-policy}; empty when it doesn't tell
 * @param limit its {@code maxmemory} in bytes, 0 for none; empty when it doesn't tell
 */
record MemoryPolicy(String policy, String limit) {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryPolicy.class);
  private static final String SCRIPT = "memory-policy-1.lua";
  private static final String UNLIMITED = "0";
  private static final String FROM_ALL = "allkeys-";

  /**
   * Asks the servers that have some keys, and logs what somebody should know, the same of several
   * servers once. Never throws or blocks.
   */
  static void look(RedissonClient client, Collection<String> keys, String address) {
    try {
      Question question = new Question(SCRIPT);
      List<CompletableFuture<MemoryPolicy>> asked =
          keys.stream().map(key -> ask(question, client, key)).toList();
      CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
          .whenComplete(
              (told, failure) -> {
                if (failure != null) {
                  LOG.debug("The memory policy of {} can't be told", address, failure);
                } else {
                  asked.stream()
                      .map(CompletableFuture::join)
                      .distinct()
                      .forEach(policy -> policy.log(address));
                }
              });
    } catch (RuntimeException e) {
      LOG.debug("The memory policy of {} can't be asked for", address, e); // closed meanwhile
    }
  }

  /** Asks the server that has a key. */
  static CompletableFuture<MemoryPolicy> ask(RedissonClient client, String key) {
    return ask(new Question(SCRIPT), client, key);
  }

  private static CompletableFuture<MemoryPolicy> ask(
      Question question, RedissonClient client, String key) {
    return question
        .<List<String>>ask(client, key, RScript.ReturnType.LIST)
        .thenApply(told -> new MemoryPolicy(told.get(0), told.get(1)));
  }

  private void log(String address) {
    String warning = warning(address);
    if (warning != null) {
      LOG.warn(warning);
    } else if (policy.isEmpty()) {
      LOG.warn(
          "The server at {} doesn't tell its maxmemory-policy: its user may not run INFO. Make sure"
              + " that it isn't one of allkeys-*, which drop whole partitions of caches",
          address);
    }
  }

  /** What is wrong, and what to do; null when nothing is known to be. */
  @Nullable String warning(String address) {
    if (!policy.startsWith(FROM_ALL) || limit.equals(UNLIMITED)) {
      return null;
    }
    return ("The server at %s has the maxmemory-policy %s: when its memory%s is full, it may drop a"
            + " whole partition of a cache at once, which is one key to it, and writes that wait"
            + " for a cache writer. Set maxmemory-policy to noeviction, and bound caches by"
            + " max-entries or times to live")
        .formatted(address, policy, limit.isEmpty() ? "" : " of " + limit + " bytes");
  }
}
