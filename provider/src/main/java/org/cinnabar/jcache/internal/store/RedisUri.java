package org.cinnabar.jcache.internal.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a URI names; {@link Topology#form()} shows the forms. {@code rediss} instead of
 * {@code redis} means TLS.
 *
 * @param topology how the servers belong together
 * @param tls whether the connections are encrypted
 * @param hosts each server's host and port, joined by a colon; an IPv6 address is in brackets
 * @param user the ACL user, or null for the default user
 * @param password the password, or null for none
 * @param master the name that Sentinels know the master by; empty without Sentinels
 * @param database 0 or more; always 0 on a cluster
 */
record RedisUri(
    Topology topology,
    boolean tls,
    List<String> hosts,
    @Nullable String user,
    @Nullable String password,
    String master,
    int database) {

  static boolean matches(URI uri) {
    return Topology.of(uri.getScheme()) != null;
  }

  /**
   * @throws CacheException if the URI doesn't have the form; the message masks the password
   */
  static RedisUri parse(URI uri) {
    Topology topology = Objects.requireNonNull(Topology.of(uri.getScheme()));
    String authority = uri.getRawAuthority();
    if (uri.getRawFragment() != null) {
      throw invalid(uri, "has a fragment; a # in a password is written %23");
    }
    if (uri.isOpaque() || authority == null) {
      throw invalid(uri, "names no host");
    }
    // Not URI.getHost(): it is null for several hosts, and for host names with an underscore, which
    // container networks use.
    int at = authority.lastIndexOf('@');
    List<String> hosts = hosts(uri, topology, authority.substring(at + 1));
    String[] login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
    List<String> path = path(uri, topology);
    return new RedisUri(
        topology,
        Topology.isTls(uri.getScheme()),
        hosts,
        login.length == 2 ? decoded(login[0]) : null,
        login.length == 0 ? null : decoded(login[login.length - 1]),
        topology == Topology.SENTINEL ? String.valueOf(decoded(path.get(0))) : "",
        path.size() > (topology == Topology.SENTINEL ? 1 : 0)
            ? database(uri, path.get(path.size() - 1))
            : 0);
  }

  private static List<String> hosts(URI uri, Topology topology, String text) {
    List<String> hosts = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      hosts.add(host(uri, topology, each));
    }
    if (topology == Topology.SINGLE && hosts.size() > 1) {
      throw invalid(
          uri,
          "names several servers, but not how they belong together: write redis+cluster,"
              + " redis+sentinel or redis+replicas instead of redis");
    }
    return List.copyOf(hosts);
  }

  private static String host(URI uri, Topology topology, String text) {
    int colon = text.lastIndexOf(':');
    boolean hasPort = colon > text.lastIndexOf(']');
    String host = hasPort ? text.substring(0, colon) : text;
    if (host.isEmpty()) {
      throw invalid(uri, "names no host");
    }
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      throw invalid(uri, "has an IPv6 address without [ ]");
    }
    return host + ":" + (hasPort ? port(uri, text.substring(colon + 1)) : topology.port());
  }

  /** A master's name where Sentinels are asked, and the database if there is one. */
  private static List<String> path(URI uri, Topology topology) {
    String path = String.valueOf(uri.getRawPath()).replaceFirst("^/", "");
    if (topology == Topology.SENTINEL) {
      if (path.isEmpty() || path.startsWith("/")) {
        throw invalid(uri, "doesn't say by which name the Sentinels know the master");
      }
      return List.of(path.replaceFirst("/$", "").split("/", 2));
    }
    if (topology == Topology.CLUSTER && !path.isEmpty() && !path.equals("0")) {
      throw invalid(uri, "names a database, which a cluster doesn't have");
    }
    return path.isEmpty() ? List.of() : List.of(path);
  }

  /**
   * The servers' addresses, without user, password and database, in the form that Redisson takes.
   */
  List<String> addresses() {
    return hosts.stream().map(host -> Topology.SINGLE.scheme(tls) + "://" + host).toList();
  }

  /** The URI without user, password and database, as errors show it. */
  String address() {
    String path = master.isEmpty() ? "" : "/" + master;
    return topology.scheme(tls) + "://" + String.join(",", hosts) + path;
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return address() + "/" + database;
  }

  /**
   * A text that may be a URI with a password, fit to be shown: without user info, query values and
   * fragment.
   */
  static String masked(String text) {
    int end = text.indexOf('?');
    int at = text.lastIndexOf('@');
    // A password that isn't encoded may itself hold a question mark, so all before the last @ goes.
    String shown = end > at ? text.substring(0, end) : text;
    int scheme = shown.indexOf("//");
    if (at < 0) {
      return shown;
    }
    return shown.substring(0, scheme >= 0 && scheme < at ? scheme + 2 : 0)
        + "***"
        + shown.substring(at);
  }

  private static int port(URI uri, String text) {
    int port = number(text);
    if (port < 1 || port > 65535) {
      throw invalid(uri, "has a port that isn't a number from 1 to 65535");
    }
    return port;
  }

  private static int database(URI uri, String text) {
    int database = number(text);
    if (database < 0) {
      throw invalid(uri, "has a database (the last of the path) that isn't a number from 0");
    }
    return database;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static @Nullable String decoded(String text) {
    // URLDecoder reads + as a space, which in a password is a plus.
    return text.isEmpty()
        ? null
        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static CacheException invalid(URI uri, String problem) {
    Topology topology = Objects.requireNonNull(Topology.of(uri.getScheme()));
    return new CacheException(
        "The server URI "
            + masked(uri.toString())
            + " "
            + problem
            + ". Write it as "
            + topology.form()
            + ".");
  }
}
