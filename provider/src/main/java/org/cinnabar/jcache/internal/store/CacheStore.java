package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.cinnabar.jcache.CacheShape;
import org.jspecify.annotations.Nullable;

/**
 * One cache on the server. Few verbs, each a batch; a single operation is a batch of one. Batches
 * are split by partition and chunked inside; each element has its own outcome.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>nothing expired is ever returned, by the server's clock;
 *   <li>each commit is atomic; the commits of one call to one partition apply in order, and no two
 *       to the same key are split by a foreign commit only when they travel in the same chunk;
 *   <li>arrays are not copied: neither side changes one after handing it over;
 *   <li>no method throws or blocks: every failure is in the future, as a {@link
 *       javax.cache.CacheException} that names the server's address, and every request ends within
 *       the operation deadline by itself; a future that its caller no longer waits for may be
 *       cancelled;
 *   <li>a batch of reads or commits that fails in part fails with a {@link PartialFailure}, which
 *       tells the results of the others.
 * </ul>
 */
public interface CacheStore {

  /** The deadline of an operation that begins now and will use the verbs below. */
  Deadline begin();

  /** Reads envelopes, in the order of the keys; null where there is no live entry. */
  CompletableFuture<List<byte @Nullable []>> read(List<byte[]> keys);

  /**
   * Reads envelopes like {@link #read}, from replicas where there are some: what comes may be older
   * than what was committed.
   */
  CompletableFuture<List<byte @Nullable []>> readFromReplicas(List<byte[]> keys);

  /** Applies commits, with outcomes in the same order. */
  CompletableFuture<List<CommitResult>> commit(List<Commit> commits);

  /**
   * Reads a page of live entries.
   *
   * @param cursor where to go on; {@link ScanPage#START} at first, then {@link ScanPage#next()}
   * @param size about how many entries to return, at least 1
   */
  CompletableFuture<ScanPage> scan(ScanPage.Cursor cursor, int size);

  /**
   * Reads a page of the keys of live entries.
   *
   * @param cursor where to go on; {@link ScanPage#START} at first, then {@link KeyPage#next()}
   * @param size about how many entries to look at, at least 1
   * @param glob what the keys match, in the server's own syntax; null for all
   */
  CompletableFuture<KeyPage> scanKeys(ScanPage.Cursor cursor, int size, byte @Nullable [] glob);

  /**
   * The writes that are queued for the cache writer, from now on: before this is called no change
   * may be {@link Change#queued()}. Does not touch the server; called once, before the first verb.
   */
  WriteQueue queue(WriteQueue.Limits limits);

  /**
   * Bounds the cache, from now on: a commit that adds an entry beyond the bound removes others, of
   * which nobody is told but who follows changes. Does not touch the server; called once, before
   * the first verb.
   *
   * @param evicted told how many entries made room for those that this JVM added
   */
  Usage bound(Bound bound, LongConsumer evicted);

  /** How the cache lies on its servers now. */
  CompletableFuture<CacheShape> shape();

  /**
   * From now on a commit that changes entries, {@link #invalidateTags} and {@link #clear} are done
   * when so many replicas have acknowledged them. With fewer they fail with a {@link
   * org.cinnabar.jcache.ReplicationException}, although they were applied. Does not touch the
   * server; called once, before the first verb.
   */
  void replicate(int replicas);

  /**
   * Invalidates tags: entries that were stored with one of them before count as absent from now on,
   * without events. Takes one request for each partition, whatever the cache holds.
   *
   * @param tags as {@link org.cinnabar.jcache.internal.codec.EntryTags} encodes them
   */
  CompletableFuture<Void> invalidateTags(List<byte[]> tags);

  /**
   * Takes a page of what other systems ask to be invalidated, so that no other JVM gets it. What
   * isn't reported as done is handed out again some time later.
   *
   * @param done the ids of what was taken before and is done now
   */
  CompletableFuture<List<Asked>> asked(List<String> done);

  /** Removes every entry without publishing events. */
  CompletableFuture<Void> clear();

  /** Removes everything this cache owns on the server, its metadata record included. */
  CompletableFuture<Void> destroy();

  /**
   * Sets what this JVM wants to hear of, replacing what it wanted before. Complete once every later
   * commit of any JVM will be heard. The first call with an interest subscribes; {@link
   * Interest#NONE} unsubscribes. Acknowledgements always go to the last listener given, even with
   * {@link Interest#NONE}.
   */
  CompletableFuture<Void> listen(Interest interest, StoreListener listener);

  /**
   * Names where acknowledgements of this JVM's own events go even while it listens for nothing
   * itself. Does not touch the server; called once, before the first verb.
   */
  void attach(StoreListener listener);

  /** The feed of this cache's changes. */
  ChangeFeed changes();

  /** Tells the origin of an event that the synchronous listeners of this JVM have run. */
  void acknowledge(StoreEvent event);

  /** Runs an action about a second from now, on a thread that must not block. */
  void later(Runnable action);

  /**
   * Takes the per-key leases of all keys, or of none, waiting until they are free or the operation
   * deadline has passed. A lease whose holder died ends by itself.
   */
  CompletableFuture<Lease> lease(List<byte[]> keys);

  /** How entries are loaded once in the whole cluster. */
  LoadCoordination loads();

  /**
   * Takes a duty, which is work that one holder in the cluster does at a time; empty while another
   * holds it, without waiting. That of a holder which died is free after 10 seconds.
   */
  CompletableFuture<Optional<Duty>> duty(String name);

  /**
   * Ends subscriptions and background work of this cache in this JVM. Data on the server stays.
   * Never throws.
   */
  void close();

  /** Leases held on some keys. */
  interface Lease {
    /** Gives the leases back; those that ended meanwhile are left alone. Never throws. */
    CompletableFuture<Void> release();
  }

  /** A duty while it is held, with a note that outlives its holders. */
  interface Duty extends Lease {
    /** The note that was last seen, at the latest when the duty was taken; empty for none. */
    String note();

    /** How old the note was then, in milliseconds by the server's clock. */
    long noteAgeMillis();

    /** Whether the duty is still held, as far as is known. */
    boolean isHeld();

    /**
     * Leaves a note, or none when it is empty. False, and nothing is left, when another has taken
     * the duty meanwhile: its work must stop.
     */
    CompletableFuture<Boolean> note(String text);
  }
}
