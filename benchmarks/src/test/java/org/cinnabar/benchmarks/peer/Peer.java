package org.cinnabar.benchmarks.peer;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who is measured. */
public enum Peer {
  CINNABAR("Cinnabar", ServerKind.REDIS, CinnabarPeer::open),
  REDISSON_JCACHE("Redisson JCache", ServerKind.REDIS, RedissonPeers::jcache),
  RMAP("Redisson RMap", ServerKind.REDIS, RedissonPeers::map),
  JEDIS("Jedis, pooled", ServerKind.REDIS, JedisClient::new),
  LETTUCE("Lettuce, one connection", ServerKind.REDIS, LettuceClient::new),
  HAZELCAST("Hazelcast client", ServerKind.HAZELCAST, HazelcastPeer::open),
  INFINISPAN("Infinispan Hot Rod", ServerKind.INFINISPAN, InfinispanPeer::open),
  IGNITE("Ignite thin client", ServerKind.IGNITE, IgniteThinClient::new),

  CINNABAR_NEAR("Cinnabar, near cache", ServerKind.REDIS, CinnabarPeer::openWithNearCache),
  LOCAL_CACHED_MAP("RLocalCachedMap", ServerKind.REDIS, RedissonPeers::localCachedMap),
  HAZELCAST_NEAR("Hazelcast, near cache", ServerKind.HAZELCAST, HazelcastPeer::openWithNearCache),
  CAFFEINE_JCACHE("Caffeine JCache", ServerKind.NONE, CaffeinePeers::jcache),
  CAFFEINE("Caffeine", ServerKind.NONE, target -> CaffeinePeers.plain());

  private final String title;
  private final ServerKind server;

  @SuppressWarnings("ImmutableEnumChecker") // a method
  private final Function<Target, CacheClient> opening;

  Peer(String title, ServerKind server, Function<Target, CacheClient> opening) {
    this.title = title;
    this.server = server;
    this.opening = opening;
  }

  /** Those that keep entries on a server and ask it each time. */
  public static List<Peer> remote() {
    return Stream.of(values()).filter(peer -> peer.compareTo(CINNABAR_NEAR) < 0).toList();
  }

  /** Those that find entries in the JVM. */
  public static List<Peer> near() {
    return Stream.of(values()).filter(peer -> peer.compareTo(CINNABAR_NEAR) >= 0).toList();
  }

  /** Those that stand behind annotations. */
  public static List<Peer> annotated() {
    return List.of(CINNABAR, CINNABAR_NEAR, CAFFEINE_JCACHE);
  }

  /** The name for readers. */
  public String title() {
    return title;
  }

  public ServerKind server() {
    return server;
  }

  /** Opens the peer's cache, connected. */
  public CacheClient open(Target target) {
    return opening.apply(target);
  }

  /** What it can do of what is measured. */
  public Set<Operation> operations() {
    return switch (this) {
      case JEDIS, LETTUCE ->
          EnumSet.of(
              Operation.GET_HIT,
              Operation.GET_MISS,
              Operation.PUT,
              Operation.PUT_IF_ABSENT,
              Operation.GET_ALL,
              Operation.PUT_ALL);
      case RMAP -> EnumSet.complementOf(EnumSet.of(Operation.INVOKE));
      default -> EnumSet.allOf(Operation.class);
    };
  }

  /** Whether its entries expire, each by itself. */
  public boolean expires() {
    return switch (this) {
      case RMAP, JEDIS, LETTUCE, LOCAL_CACHED_MAP, CAFFEINE -> false;
      default -> true;
    };
  }

  /** Whether it takes objects; else it takes strings only. */
  public boolean takesObjects() {
    return this != JEDIS && this != LETTUCE;
  }
}
