package org.cinnabar.jcache.internal.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * One server, as {@code redis://[user:password@]host[:port][/db]} names it; {@code rediss} means
 * TLS.
 *
 * @param tls whether the connection is encrypted
 * @param host the host name, IPv4 address, or IPv6 address in brackets
 * @param port 1 to 65535
 * @param user the ACL user, or null for the default user
 * @param password the password, or null for none
 * @param database 0 or more
 */
record RedisUri(
    boolean tls,
    String host,
    int port,
    @Nullable String user,
    @Nullable String password,
    int database) {
  private static final int DEFAULT_PORT = 6379;
  private static final String FORM = "Write it as redis://[user:password@]host[:port][/db]";

  static boolean matches(URI uri) {
    return "redis".equalsIgnoreCase(uri.getScheme()) || "rediss".equalsIgnoreCase(uri.getScheme());
  }

  /**
   * @throws CacheException if the URI doesn't have the form; the message masks the password
   */
  static RedisUri parse(URI uri) {
    String authority = uri.getRawAuthority();
    if (uri.getRawFragment() != null) {
      throw invalid(uri, "has a fragment; a # in a password is written %23");
    }
    if (uri.isOpaque() || authority == null) {
      throw invalid(uri, "names no host");
    }
    // Not URI.getHost(): it is null for host names with an underscore, which container networks
    // use.
    int at = authority.lastIndexOf('@');
    String hostAndPort = authority.substring(at + 1);
    int colon = hostAndPort.lastIndexOf(':');
    boolean hasPort = colon > hostAndPort.lastIndexOf(']');
    String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
    if (host.isEmpty() || (host.indexOf(':') >= 0 && !host.startsWith("["))) {
      throw invalid(uri, host.isEmpty() ? "names no host" : "has an IPv6 address without [ ]");
    }
    String[] login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
    return new RedisUri(
        "rediss".equalsIgnoreCase(uri.getScheme()),
        host,
        hasPort ? port(uri, hostAndPort.substring(colon + 1)) : DEFAULT_PORT,
        login.length == 2 ? decoded(login[0]) : null,
        login.length == 0 ? null : decoded(login[login.length - 1]),
        database(uri));
  }

  /**
   * The address without user, password and database, in the form that Redisson takes and errors
   * show.
   */
  String address() {
    return (tls ? "rediss://" : "redis://") + host + ":" + port;
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

  private static int database(URI uri) {
    String path = uri.getRawPath();
    if (path == null || path.isEmpty() || path.equals("/")) {
      return 0;
    }
    int database = number(path.substring(1));
    if (database < 0) {
      throw invalid(uri, "has a database (after the port) that isn't a number from 0");
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
    return new CacheException(
        "The server URI " + masked(uri.toString()) + " " + problem + ". " + FORM + ".");
  }
}
