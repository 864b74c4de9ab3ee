package org.cinnabar.jcache;

import java.util.List;

/**
 * What became of a warming.
 *
 * @param outcome how it ended
 * @param progress the final figures
 * @param causes why keys failed, or the whole of it did: the first ten causes
 */
public record WarmingReport(Outcome outcome, WarmingProgress progress, List<Throwable> causes) {

  /** How a warming ended. */
  public enum Outcome {
    /** At the end of the source. Some keys may have failed. */
    FINISHED,
    /** It was cancelled, or the cache closed. */
    CANCELLED,
    /** The source failed, ten chunks in a row did, or another JVM took over. */
    FAILED
  }

  /** Keeps a copy of the causes. */
  public WarmingReport {
    causes = List.copyOf(causes);
  }
}
