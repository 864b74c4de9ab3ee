package org.cinnabar.jcache;

import java.time.Duration;
import javax.cache.CacheException;

/**
 * A write was applied, but not acknowledged by as many replicas as the cache wants ({@link
 * CinnabarConfiguration#setAcknowledgingReplicas}). It is not undone: the master has it, everybody
 * reads it, listeners were told, and it usually reaches the replicas later. It is lost if the
 * master fails before that. Writing the same again is safe, and tells whether the replicas have it
 * then.
 */
public class ReplicationException extends CacheException {
  private static final long serialVersionUID = 1L;

  private final int acknowledged;
  private final int wanted;

  /**
   * A failure to be replicated in time.
   *
   * @param address of the servers
   * @param acknowledged how many replicas have acknowledged the write, as far as is known
   * @param wanted how many should have
   * @param within how long they were waited for
   */
  public ReplicationException(String address, int acknowledged, int wanted, Duration within) {
    super(
        "The write is applied on the master at "
            + address
            + ", but only "
            + acknowledged
            + " of "
            + wanted
            + " replicas acknowledged it within "
            + within.toMillis()
            + " ms: it isn't undone, and is lost if the master fails before they have it. Check"
            + " that the master has so many replicas and that they keep up, or set"
            + " acknowledging-replicas to a smaller number");
    this.acknowledged = acknowledged;
    this.wanted = wanted;
  }

  /**
   * A failure to learn whether it is replicated: waiting for the replicas failed, which a user does
   * for instance who may not run {@code WAIT}.
   *
   * @param address of the servers
   * @param wanted how many replicas should have acknowledged the write
   * @param cause why waiting failed
   */
  public ReplicationException(String address, int wanted, CacheException cause) {
    super(
        "The write is applied on the master at "
            + address
            + ", but whether "
            + wanted
            + " replicas have it isn't known: it isn't undone, and may be lost if the master fails."
            + " Waiting for them failed: "
            + cause.getMessage(),
        cause);
    this.acknowledged = 0;
    this.wanted = wanted;
  }

  /** How many replicas have acknowledged the write, as far as is known. */
  public int getAcknowledged() {
    return acknowledged;
  }

  /** How many replicas should have acknowledged it. */
  public int getWanted() {
    return wanted;
  }
}
