package org.cinnabar.jcache.internal.store;

import java.util.Set;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisTryAgainException;

/**
 * Failures that pass by themselves while servers take each other's place, start, or hand slots on.
 * The server said that it has done nothing, or wasn't asked yet, so a request that failed like this
 * can be sent again, whatever it does.
 */
final class PassingFailures {
  /** What passes on one server too. */
  private static final Set<Class<? extends Throwable>> ANYWHERE =
      Set.of(RedisLoadingException.class);

  /** What on one server is there to stay, as when it is a replica. */
  private static final Set<Class<? extends Throwable>> AMONG_SEVERAL =
      Set.of(
          RedisTryAgainException.class,
          RedisClusterDownException.class,
          RedisMasterDownException.class,
          RedisNoReplicasException.class,
          RedisReadonlyException.class,
          RedisNodeNotFoundException.class);

  /** What masters say of a cluster that is about to be whole again. */
  private static final Set<Class<? extends Throwable>> WHILE_CONNECTING =
      Set.of(RedisClusterDownException.class, RedisMasterDownException.class);

  /**
   * What Redisson says when two nodes each say that the other has the slot, and when a node was
   * taken out just before a connection to it was made.
   */
  private static final Set<String> WORDS =
      Set.of("MOVED redirection loop", "RedisClient is shutdown");

  private PassingFailures() {}

  /** Whether a request to the client's servers failed in a way that passes. */
  static boolean include(Throwable failure, RedissonClient client) {
    boolean several = !client.getConfig().isSingleConfig();
    return FailureTranslator.chain(failure).stream()
        .anyMatch(cause -> isAny(ANYWHERE, cause) || (several && passesAmongSeveral(cause)));
  }

  /** Whether connecting failed in a way that passes, whatever the servers are. */
  static boolean includeConnecting(Throwable failure) {
    return FailureTranslator.chain(failure).stream()
        .anyMatch(cause -> isAny(ANYWHERE, cause) || isAny(WHILE_CONNECTING, cause));
  }

  private static boolean passesAmongSeveral(Throwable cause) {
    return isAny(AMONG_SEVERAL, cause)
        || (cause instanceof RedisException
            && cause.getMessage() != null
            && WORDS.stream().anyMatch(cause.getMessage()::startsWith));
  }

  private static boolean isAny(Set<Class<? extends Throwable>> types, Throwable cause) {
    return types.stream().anyMatch(type -> type.isInstance(cause));
  }
}
