package org.cinnabar.benchmarks.data;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/**
 * The entry processor that is measured: it reads the value and sets the one that is its argument.
 * Peers that run processors on their server take it there.
 */
public final class Exchange implements EntryProcessor<String, Object, Boolean>, Serializable {
  private static final long serialVersionUID = 1L;

  /** Says whether there was a value. */
  @Override
  public Boolean process(MutableEntry<String, Object> entry, Object... arguments) {
    boolean present = entry.getValue() != null;
    entry.setValue(arguments[0]);
    return present;
  }
}
