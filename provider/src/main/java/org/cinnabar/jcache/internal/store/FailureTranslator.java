package org.cinnabar.jcache.internal.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.cinnabar.jcache.CacheConnectionException;
import org.cinnabar.jcache.CacheTimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisException;

/**
 * Says in words what went wrong with a server and what to do. The texts of Redisson quote commands
 * with their arguments, so they never get through: neither as message nor as cause.
 */
final class FailureTranslator {
  private static final int LONGEST_TEXT = 300;

  /** How Redisson begins to quote a command. */
  private static final List<String> QUOTES =
      List.of(
          ". channel:", " channel:", ", params:", " params:", " data:", "command:", "CommandData");

  /** An address that wants TLS, of whatever topology. */
  private static final Pattern TLS = Pattern.compile("rediss(\\+[a-z]+)?://");

  private static final String UNCERTAIN = "A write may or may not have been applied. ";

  private final String address;
  private final Duration deadline;

  FailureTranslator(String address, Duration deadline) {
    this.address = address;
    this.deadline = deadline;
  }

  /** The failure of an operation on a closed connection. */
  CacheException closed() {
    String text =
        "The connection to "
            + address
            + " is closed, as its cache manager is. Get a new cache manager.";
    return new CacheException(text, new IllegalStateException("closed"));
  }

  /**
   * The failure of an operation at its deadline.
   *
   * @param sent whether the command may have reached the server, rather than waited for a
   *     connection
   * @param cause may be null
   */
  CacheTimeoutException timeout(boolean sent, @Nullable Throwable cause) {
    String limit = " within the deadline of " + deadline.toMillis() + " ms. ";
    String advice =
        "Check the server's load and the network, or raise " + ConnectionSettings.DEADLINE + ".";
    if (sent) {
      String problem = "The server at " + address + " didn't answer" + limit + UNCERTAIN;
      return new CacheTimeoutException(problem + advice, cause);
    }
    // A server without TLS waits for more where a handshake begins, and so says nothing.
    String tls = TLS.matcher(address).find() ? " Check that the port speaks TLS." : "";
    return new CacheTimeoutException(
        "No connection to the server at " + address + limit + advice + tls, cause);
  }

  /** The failure of an attempt to connect: no command was sent. */
  CacheException connecting(Throwable error) {
    return translate(error, false);
  }

  /** The failure of a command. A CacheException, however wrapped, is returned as it is. */
  CacheException command(Throwable error) {
    return translate(error, true);
  }

  private CacheException translate(Throwable error, boolean sent) {
    List<Throwable> chain = chain(error);
    for (Throwable cause : chain) {
      if (cause instanceof CacheException known) {
        return known;
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    for (FailureKind kind : FailureKind.values()) {
      for (Throwable cause : chain) {
        if (kind.matches(cause)) {
          return failure(kind, root, sent);
        }
      }
    }
    String text = root instanceof RedisException ? shown(root) : root.getClass().getName();
    return new CacheConnectionException(
        "The server at " + address + " failed: " + text + ".", harmless(root));
  }

  private CacheException failure(FailureKind kind, Throwable root, boolean sent) {
    if (kind == FailureKind.TIMEOUT) {
      return timeout(sent, harmless(root));
    }
    String uncertain = sent && kind == FailureKind.LOST ? UNCERTAIN : "";
    String message =
        "The server at " + address + ": " + kind.problem() + ". " + uncertain + kind.advice() + ".";
    return new CacheConnectionException(message, harmless(root));
  }

  /** The error itself, or a copy of Redisson's without the command's arguments. */
  private static Throwable harmless(Throwable root) {
    if (!(root instanceof RedisException) || root instanceof RedissonShutdownException) {
      return root;
    }
    RedisException copy = new RedisException(root.getClass().getSimpleName() + ": " + shown(root));
    copy.setStackTrace(root.getStackTrace());
    return copy;
  }

  /** What the server said, cut before Redisson starts to quote channel, command and arguments. */
  private static String shown(Throwable root) {
    String text = String.valueOf(root.getMessage());
    for (String mark : QUOTES) {
      int end = text.indexOf(mark);
      text = end < 0 ? text : text.substring(0, end);
    }
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text.strip();
  }

  /** An error and its causes, each once. */
  static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }
}
