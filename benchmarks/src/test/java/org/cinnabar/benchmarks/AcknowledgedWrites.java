package org.cinnabar.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.testing.LocalReplicas;
import org.cinnabar.jcache.testing.LocalServers;
import org.cinnabar.jcache.testing.RedisServers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Writes on a master with two replicas that return when so many of these have them. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class AcknowledgedWrites {
  /** How many replicas are waited for. */
  @Param({"0", "1", "2"})
  int acknowledging;

  private LocalServers servers;
  private CinnabarCachingProvider provider;
  private Cache<String, String> cache;
  private final String value = Size.BYTES_100.value(1).toString();

  /** Starts the servers. */
  @Setup(Level.Trial)
  public void open() {
    String binary = System.getProperty("server", "");
    servers =
        LocalReplicas.start(binary.isEmpty() ? RedisServers.embeddedBinary() : Path.of(binary), 2);
    provider = new CinnabarCachingProvider();
    CinnabarConfiguration<String, String> configuration =
        new CinnabarConfiguration<String, String>()
            .setTypes(String.class, String.class)
            .setAcknowledgingReplicas(acknowledging);
    configuration.setExpiryPolicyFactory(
        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 1)));
    cache =
        provider
            .getCacheManager(URI.create(servers.uri()), null, null)
            .createCache("acknowledged", configuration);
  }

  /** Ends them. */
  @TearDown(Level.Trial)
  public void close() {
    provider.close();
    servers.close();
  }

  /** A thread's keys. */
  @State(Scope.Thread)
  public static class Keys {
    private final String prefix = Long.toHexString(Thread.currentThread().getId()) + '-';
    private int turn;

    String next() {
      turn = (turn + 1) % 1_000;
      return prefix + turn;
    }
  }

  /** {@code put} of new entries and over entries. */
  @Benchmark
  public void put(Keys keys) {
    cache.put(keys.next(), value);
  }
}
