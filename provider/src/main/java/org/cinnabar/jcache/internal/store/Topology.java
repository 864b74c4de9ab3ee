package org.cinnabar.jcache.internal.store;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the servers that a URI names belong together; the URI's scheme says so. */
enum Topology {
  /** One server. */
  SINGLE("", 6379, "[user:password@]host[:port][/db]"),
  /** The nodes of a cluster that are asked for the others. */
  CLUSTER("+cluster", 6379, "[user:password@]host[:port][,host[:port]...]"),
  /** Sentinels, which know where the master is that the path names. */
  SENTINEL("+sentinel", 26_379, "[user:password@]host[:port][,host[:port]...]/master[/db]"),
  /** A master and its replicas, each of them, in any order. */
  REPLICAS("+replicas", 6379, "[user:password@]host[:port][,host[:port]...][/db]");

  private static final String PLAIN = "redis";
  private static final String TLS = "rediss";

  private final String suffix;
  private final int port;
  private final String form;

  Topology(String suffix, int port, String form) {
    this.suffix = suffix;
    this.port = port;
    this.form = form;
  }

  /** What the scheme of a URI stands for; null for a scheme that names no server. */
  static @Nullable Topology of(@Nullable String scheme) {
    String lower = String.valueOf(scheme).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(each -> lower.equals(PLAIN + each.suffix) || lower.equals(TLS + each.suffix))
        .findFirst()
        .orElse(null);
  }

  /** Whether a scheme that names a server asks for TLS. */
  static boolean isTls(String scheme) {
    return scheme.toLowerCase(Locale.ROOT).startsWith(TLS);
  }

  /** The scheme, with TLS or without. */
  String scheme(boolean tls) {
    return (tls ? TLS : PLAIN) + suffix;
  }

  /** The port where a URI gives none. */
  int port() {
    return port;
  }

  /** How a URI is written. */
  String form() {
    return scheme(false) + "://" + form;
  }
}
