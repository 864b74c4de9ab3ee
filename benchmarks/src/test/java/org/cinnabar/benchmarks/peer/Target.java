package org.cinnabar.benchmarks.peer;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What a peer is to open.
 *
 * @param host the server's host; empty for a peer without one
 * @param port the server's port
 * @param type the class of the values
 * @param expiry when entries expire
 */
public record Target(String host, int port, Class<?> type, Expiry expiry) {
  /** The name of the cache. */
  public static final String CACHE = "values";

  /** The target on the server whose address the system properties give to this JVM. */
  public static Target of(Peer peer, Class<?> type, Expiry expiry) {
    return at(peer, System.getProperty(peer.server().property()), type, expiry);
  }

  /** The same without the delay, if there is one: for what is not measured. */
  public static Target undelayed(Peer peer, Class<?> type, Expiry expiry) {
    return at(peer, System.getProperty(peer.server().undelayedProperty()), type, expiry);
  }

  private static Target at(Peer peer, @Nullable String address, Class<?> type, Expiry expiry) {
    if (peer.server() == ServerKind.NONE) {
      return new Target("", 0, type, expiry);
    }
    if (address == null) {
      throw new IllegalStateException(
          peer.server().property() + " is not set; start benchmarks through their Maven profile");
    }
    int colon = address.lastIndexOf(':');
    return new Target(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), type, expiry);
  }

  /** Host and port. */
  String address() {
    return host + ":" + port;
  }

  /** The address as Redis clients take it. */
  String redisUri() {
    return "redis://" + address();
  }

  /** The standard's configuration for it. */
  CompleteConfiguration<String, Object> configuration() {
    return new MutableConfiguration<String, Object>()
        .setTypes(String.class, valueType())
        .setExpiryPolicyFactory(expiry.factory());
  }

  @SuppressWarnings("unchecked") // values are made of this type and nothing else
  private Class<Object> valueType() {
    return (Class<Object>) type;
  }
}
