package org.cinnabar.jcache.internal.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a scan.
 *
 * @param entries the entries of this page; may be empty although more follow
 * @param next where to go on; null after the last page
 */
public record ScanPage(List<ScannedEntry> entries, @Nullable Cursor next) {
  /** Where a scan begins. */
  public static final Cursor START = new Cursor(0, "0");

  /**
   * A place in a scan.
   *
   * @param partition the partition being scanned
   * @param position where in it, as the script has it: the server's cursor, and which server gave
   *     it
   */
  public record Cursor(int partition, String position) {}

  /**
   * A live entry.
   *
   * @param key the encoded key
   * @param value its envelope
   */
  public record ScannedEntry(byte[] key, byte[] value) {}
}
