package org.cinnabar.jcache.change;

/**
 * When an acknowledged write must have been acknowledged to be lost by a change of the servers, in
 * the ledger's microseconds.
 *
 * @param from a little before the change begins, as replication takes its time
 * @param to a little after the last acknowledgement of a server that was replaced; before {@code
 *     from} when nothing may be lost
 */
record Window(long from, long to) {
  /** What replication and an acknowledgement that is on its way may take on a busy machine. */
  private static final long SLACK_MICROS = 500_000;

  /** Nothing may be lost. */
  static final Window NONE = new Window(1, 0);

  /**
   * The window of a change.
   *
   * @param begun when it began
   * @param lossEnd when the last write was acknowledged that may be lost; 0 when none may
   */
  static Window of(long begun, long lossEnd) {
    return lossEnd == 0 ? NONE : new Window(begun - SLACK_MICROS, lossEnd + SLACK_MICROS);
  }

  /** Whether what was acknowledged then may be lost. */
  boolean mayLose(long acknowledgedAt) {
    return from <= acknowledgedAt && acknowledgedAt <= to;
  }
}
