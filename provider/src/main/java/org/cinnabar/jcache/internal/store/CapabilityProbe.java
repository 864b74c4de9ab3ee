package org.cinnabar.jcache.internal.store;

import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

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

  /** Asks, connecting if need be. Blocks the thread, at most for the limit once connected. */
  static ServerCapabilities ask(RedissonClient client, String namespace, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    URL script = Objects.requireNonNull(CapabilityProbe.class.getResource(SCRIPT), SCRIPT);
    String key = namespace + ":probe";
    long answer =
        client
            .getScript(StringCodec.INSTANCE)
            .<Long>evalAsync(
                key,
                RScript.Mode.READ_WRITE,
                TextFiles.read(script),
                RScript.ReturnType.LONG,
                List.of(key))
            .toCompletableFuture()
            .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    boolean cluster = client.getConfig().isClusterConfig() || (answer & CLUSTER) != 0;
    return new ServerCapabilities((answer & EXPIRY) != 0, (answer & SET_WITH_EXPIRY) != 0, cluster);
  }
}
