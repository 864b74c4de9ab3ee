package org.cinnabar.jcache.internal.warming;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees which keys are read. A cache without a bound, hot keys and prediction has none. */
public final class ReadWatch<K> {
  private static final Logger LOG = LoggerFactory.getLogger(ReadWatch.class);

  private final @Nullable Consumer<? super K> usage;
  private final @Nullable TopK<K> hotKeys;
  private final @Nullable Predictor<K> predictor;
  private final AtomicBoolean warned = new AtomicBoolean();

  ReadWatch(
      @Nullable Consumer<? super K> usage,
      @Nullable TopK<K> hotKeys,
      @Nullable Predictor<K> predictor) {
    this.usage = usage;
    this.hotKeys = hotKeys;
    this.predictor = predictor;
  }

  /** Takes note of a read. A key whose own methods fail can still be read. */
  public void read(K key) {
    try {
      if (usage != null) {
        usage.accept(key);
      }
      if (hotKeys != null) {
        hotKeys.add(key);
      }
      if (predictor != null) {
        predictor.read(key);
      }
    } catch (RuntimeException e) {
      if (warned.compareAndSet(false, true)) {
        LOG.warn("The reads of a key can't be watched: its own methods fail", e);
      }
    }
  }
}
