package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one cache that its cache writer is still to be told of. Commits put them in, each
 * together with its change; one JVM at a time takes them out of a partition, in their order.
 *
 * <p>No method throws or blocks, as with {@link CacheStore}.
 */
public interface WriteQueue {

  /**
   * What bounds a queue.
   *
   * @param waiting how many writes may wait in a partition, at least 1
   * @param deadLetters how many dead letters a partition may have, at least 1
   * @param leaseMillis how long a JVM has the right to drain a partition unless it keeps it
   * @param joined whether only the last of several waiting writes of a key counts
   */
  record Limits(long waiting, long deadLetters, long leaseMillis, boolean joined) {}

  /**
   * A queued write.
   *
   * @param id its place in the partition's order
   * @param key the encoded key
   * @param value the envelope; null for a deletion
   * @param deadLetter whether it is a dead letter that is tried again
   */
  record Write(String id, byte[] key, byte @Nullable [] value, boolean deadLetter) {}

  /** Whose the right to drain a partition is. */
  enum Right {
    /** Nobody's: nothing waits. */
    NOBODYS,
    /** This JVM's, as before. */
    OURS,
    /** This JVM's from now on. What was read before may be written already: it doesn't count. */
    OURS_ANEW,
    /** Another JVM's. */
    ANOTHERS
  }

  /**
   * What a partition's queue holds.
   *
   * @param right whose the right to drain is
   * @param waiting how many writes wait
   * @param deadLetters how many dead letters there are
   * @param ageMillis how long the oldest write has waited, by the server's clock; -1 without one
   * @param writes what was read, dead letters that are tried again first; empty unless the right is
   *     ours
   */
  record Taken(Right right, long waiting, long deadLetters, long ageMillis, List<Write> writes) {}

  /**
   * What became of writes of one key.
   *
   * @param key the encoded key
   * @param writes the ids of those that leave the queue
   * @param deadLetters the ids of those that leave the dead letters
   * @param failure why they are given up; null when they were written
   * @param tries how often the writer was told
   * @param value what a dead letter holds; null for a deletion, or when there is none
   */
  record Settlement(
      byte[] key,
      List<String> writes,
      List<String> deadLetters,
      @Nullable String failure,
      int tries,
      byte @Nullable [] value) {}

  /**
   * A write that was given up.
   *
   * @param id its id among the dead letters of its partition
   * @param partition its partition
   * @param key the encoded key
   * @param value the envelope; null for a deletion
   * @param tries how often the writer was told
   * @param failure why it was given up
   * @param sinceMillis when it was made, in milliseconds since 1970 by the server's clock
   */
  record Letter(
      String id,
      int partition,
      byte[] key,
      byte @Nullable [] value,
      int tries,
      String failure,
      long sinceMillis) {}

  /**
   * How far a partition's queue is.
   *
   * @param first the id of the first write that waits, null without one
   * @param last the id of the last write that waits
   * @param lastLetter the id of the last dead letter
   */
  record Position(@Nullable String first, @Nullable String last, @Nullable String lastLetter) {

    /** Whether everything up to an id has left the queue. */
    public boolean isBeyond(@Nullable String id) {
      return id == null || first == null || compare(first, id) > 0;
    }

    /** Whether there are dead letters that came after an id. */
    public boolean hasLettersAfter(@Nullable String id) {
      return lastLetter != null && (id == null || compare(lastLetter, id) > 0);
    }

    private static int compare(String one, String other) {
      int byTime = Long.compareUnsigned(part(one, 0), part(other, 0));
      return byTime != 0 ? byTime : Long.compareUnsigned(part(one, 1), part(other, 1));
    }

    private static long part(String id, int index) {
      return Long.parseUnsignedLong(id.split("-", 2)[index]);
    }
  }

  /** How many partitions there are. */
  int partitions();

  /**
   * Takes or keeps the right to drain a partition, if it is free and something waits, and reads.
   *
   * @param afterWrite the id of the last write read before, "" for none
   * @param afterLetter the id of the last dead letter read before, "" for none
   * @param most how many to read at most, 0 or more
   */
  CompletableFuture<Taken> take(int partition, String afterWrite, String afterLetter, int most);

  /**
   * Takes writes out of a partition's queue, which keeps the right to drain it.
   *
   * @return how many could not be given up for want of room among the dead letters, and so stay; or
   *     -1 when the right was lost: nothing was done
   */
  CompletableFuture<Integer> settle(int partition, List<Settlement> settlements);

  /**
   * Keeps the right to drain a partition until the result is stopped, and tells now and then how
   * much is there.
   */
  Keeping keep(int partition, Watcher watcher);

  /** Wants to know how much is in a queue, on a thread that must not block. */
  @FunctionalInterface
  interface Watcher {
    /** So many writes wait, and there are so many dead letters. */
    void seen(long waiting, long deadLetters);
  }

  /** Gives the right to drain a partition back. Never fails. */
  CompletableFuture<Void> release(int partition);

  /** How far a partition's queue is. */
  CompletableFuture<Position> look(int partition);

  /** How many dead letters a partition has. */
  CompletableFuture<Long> deadLetters(int partition);

  /** The oldest dead letters of a partition. */
  CompletableFuture<List<Letter>> letters(int partition, int most);

  /** Has a partition's dead letters tried again; gives their number. */
  CompletableFuture<Long> replay(int partition);

  /** Removes a partition's dead letters; gives their number. */
  CompletableFuture<Long> discard(int partition);

  /** A right that is being kept. */
  interface Keeping {
    /** Stops keeping it; it ends by itself then. */
    void stop();
  }
}
