package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to load an entry once in the whole cluster, and in time. The verbs fail as those of
 * {@link CacheStore} do.
 */
public interface LoadCoordination {
  /** What {@link #serverMillis} gives as long as the server's clock isn't known. */
  long UNKNOWN = -1;

  /**
   * Takes the leases of loading those entries that aren't there and that nobody else is loading. Of
   * an entry whose last write the cache writer is still to be told of, that is the answer: what
   * there is to load is older. The leases are renewed until they are given back; when this JVM dies
   * they end by themselves.
   *
   * @param leaseMillis how long a lease lives unless it is renewed
   */
  CompletableFuture<Claims> claim(List<Wanted> wanted, long leaseMillis);

  /**
   * The time by the clock of the server that has a key, in milliseconds since 1970, or {@link
   * #UNKNOWN}. Asks the server in the background now and then; never blocks.
   */
  long serverMillis(byte[] key);

  /**
   * An entry to load.
   *
   * @param key the encoded key
   * @param seen the envelope that was read and counts as no entry; null for none
   */
  record Wanted(byte[] key, byte @Nullable [] seen) {}

  /**
   * The outcome for one entry. Without envelope and {@code freed} its lease was taken.
   *
   * @param envelope the envelope of the live entry, if there is one, or else what is to be written
   *     of it; a null for a deletion. Where what was seen is all there is although something is to
   *     be written, that again
   * @param freed where another has the lease: completes when that was given back or has ended,
   *     perhaps earlier; claim again then. Else null
   */
  record Claim(byte @Nullable [] envelope, @Nullable CompletableFuture<Void> freed) {
    /** Whether the lease was taken. */
    public boolean isTaken() {
      return envelope == null && freed == null;
    }
  }

  /**
   * The outcomes of one call.
   *
   * @param each in the order of what was wanted
   * @param lease all leases that were taken; to be given back even if there are none
   */
  record Claims(List<Claim> each, Loan lease) {}

  /** Leases that were taken. */
  interface Loan extends CacheStore.Lease {
    /** What the commits of what was loaded are {@linkplain Commit#under under}. */
    String token();

    /** Whether nobody else can have been given them meanwhile. */
    boolean isHeld();
  }
}
