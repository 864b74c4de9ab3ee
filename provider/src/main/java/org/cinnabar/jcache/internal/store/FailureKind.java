package org.cinnabar.jcache.internal.store;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisClusterDownException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisLoadingException;
import org.redisson.client.RedisMasterDownException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisTryAgainException;
import org.redisson.client.RedisWrongPasswordException;
import org.redisson.client.WriteRedisConnectionException;

/**
 * The failures we can explain, in the order they are looked for: what the server said comes before
 * what the network did, and the special before the general. A kind is known by an exception's
 * class, or by the start of a code in what the server said.
 */
@SuppressWarnings("ImmutableEnumChecker") // the collections are immutable copies
enum FailureKind {
  SHUT_DOWN(
      "the Redisson client is shut down",
      "Don't shut the client down before the cache manager is closed",
      Set.of(RedissonShutdownException.class),
      List.of()),
  WRONG_PASSWORD(
      "wrong user or password (WRONGPASS)",
      "Correct user and password in the server's URI; %-encode reserved characters",
      Set.of(RedisWrongPasswordException.class),
      List.of("WRONGPASS")),
  NO_PASSWORD(
      "it wants a password (NOAUTH)",
      "Put user and password into the server's URI: redis://user:password@host",
      Set.of(RedisAuthRequiredException.class),
      List.of("NOAUTH")),
  PASSWORD_UNWANTED(
      "it has no password, and one was sent",
      "Remove the password from the server's URI, or name the right user",
      Set.of(),
      List.of("without any password configured", "no password is set")),
  NOT_PERMITTED(
      "the user may not run the command or touch the key (NOPERM)",
      "Let the ACL user run scripts and hash commands on the keys of the namespace, and WAIT"
          + " (+wait) where caches set acknowledging-replicas",
      Set.of(),
      List.of("NOPERM", "user executing the script can't", "has no permissions")),
  READ_ONLY(
      "it is a read-only replica (READONLY)",
      "Name the master, or all the servers: redis+replicas:, redis+sentinel: or redis+cluster:",
      Set.of(RedisReadonlyException.class),
      List.of("READONLY")),
  LOADING(
      "it is still loading its data (LOADING)",
      "Wait until it has started",
      Set.of(RedisLoadingException.class),
      List.of("LOADING")),
  OUT_OF_MEMORY(
      "it is out of memory (OOM)",
      "Raise maxmemory, or set a maxmemory-policy that evicts",
      Set.of(RedisOutOfMemoryException.class),
      List.of("OOM command")),
  FEW_REPLICAS(
      "it has too few replicas for writes (NOREPLICAS)",
      "Check its replicas, or lower min-replicas-to-write",
      Set.of(RedisNoReplicasException.class),
      List.of("NOREPLICAS")),
  CHANGING(
      "slots or masters are changing (TRYAGAIN or MASTERDOWN), and weren't done within the deadline",
      "Wait until they are, or raise "
          + ConnectionSettings.DEADLINE
          + "; where it stays so, see CLUSTER NODES of each",
      Set.of(RedisTryAgainException.class, RedisMasterDownException.class),
      List.of("TRYAGAIN", "MASTERDOWN")),
  CLUSTERED(
      "it is part of a cluster (MOVED)",
      "Name the cluster: redis+cluster://host:port; where that is what you named, its nodes don't"
          + " agree on who has a slot: see CLUSTER NODES of each",
      Set.of(),
      List.of("MOVED", "CROSSSLOT")),
  CLUSTER_DOWN(
      "the cluster is down or incomplete (CLUSTERDOWN)",
      "Check its nodes and slots, and that the URI names a cluster: redis+cluster://host:port",
      Set.of(RedisClusterDownException.class, RedisNodeNotFoundException.class),
      List.of("CLUSTERDOWN", "Not all slots covered")),
  NO_CLUSTER(
      "it is no cluster",
      "Name it without +cluster in the URI",
      Set.of(),
      List.of("cluster support disabled")),
  UNKNOWN_MASTER(
      "the Sentinels know no master by this name",
      "Correct the name in the URI's path: redis+sentinel://host/name",
      Set.of(),
      List.of("Master node is undefined")),
  NO_SENTINEL(
      "it is no Sentinel",
      "Name the Sentinels, whose port is usually 26379, or write redis+replicas: instead",
      Set.of(),
      List.of("unknown command 'SENTINEL'", "unknown command `SENTINEL`")),
  WRITES_STOPPED(
      "it can't save its data and refuses writes (MISCONF)",
      "Look into the server's log",
      Set.of(),
      List.of("MISCONF")),
  TOO_MANY_CLIENTS(
      "it has too many clients",
      "Raise maxclients, or use fewer managers",
      Set.of(),
      List.of("max number of clients")),
  BAD_DATABASE(
      "it has no such database",
      "Correct the number at the end of the server's URI",
      Set.of(),
      List.of("DB index is out of range", "SELECT is not allowed in cluster mode")),
  PROTECTED(
      "it refuses remote clients (protected mode)",
      "Give it a password or bind it",
      Set.of(),
      List.of("DENIED")),
  UNKNOWN_HOST(
      "unknown host",
      "Correct the host name in the server's URI",
      Set.of(UnknownHostException.class),
      List.of()),
  CERTIFICATE(
      "its TLS certificate is not trusted, or is another host's",
      "Name a trust store that holds the certificate or its issuer, by the system property"
          + " javax.net.ssl.trustStore or by sslTruststore in a Redisson YAML, and address the"
          + " server by a name in its certificate",
      Set.of(
          CertificateException.class,
          CertPathValidatorException.class,
          CertPathBuilderException.class),
      List.of()),
  TLS(
      "TLS failed",
      "Check that the port speaks TLS (rediss:)",
      Set.of(SSLException.class),
      List.of()),
  TIMEOUT(
      "no answer in time",
      "Check the server's load and the network, or raise " + ConnectionSettings.DEADLINE,
      Set.of(ConnectTimeoutException.class, RedisTimeoutException.class, TimeoutException.class),
      List.of()),
  REFUSED(
      "connection refused",
      "Start the server, or correct host and port",
      Set.of(ConnectException.class),
      List.of()),
  LOST(
      "the connection was lost",
      "Nothing to do if the server restarted: the next operation connects again",
      Set.of(
          RedisReconnectedException.class,
          WriteRedisConnectionException.class,
          ClosedChannelException.class,
          IOException.class),
      List.of()),
  UNREACHABLE(
      "none of the servers could be reached",
      "Start them, or correct hosts and ports",
      Set.of(),
      List.of("Can't connect to servers", "Unable to connect to Redis sentinel"));

  private final String problem;
  private final String advice;
  private final Set<Class<? extends Throwable>> types;
  private final List<String> texts;

  FailureKind(
      String problem, String advice, Set<Class<? extends Throwable>> types, List<String> texts) {
    this.problem = problem;
    this.advice = advice;
    this.types = types;
    this.texts = texts;
  }

  boolean matches(Throwable error) {
    return types.stream().anyMatch(type -> type.isInstance(error))
        || (error instanceof RedisException && says(error));
  }

  private boolean says(Throwable error) {
    String message = String.valueOf(error.getMessage());
    // Behind this mark Redisson quotes the command with its arguments, which may say anything.
    int end = message.indexOf("channel:");
    String said = end < 0 ? message : message.substring(0, end);
    return texts.stream().anyMatch(said::contains);
  }

  /** What happened, to follow "The server at ...: ". */
  String problem() {
    return problem;
  }

  /** What to do. */
  String advice() {
    return advice;
  }
}
