package org.cinnabar.jcache;

import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Loads entries before they are asked for: when a key is read, those that {@link RelatedKeys} names
 * and the cache doesn't have are loaded through its cache loader, in the background. Immutable.
 */
public final class Prediction implements Serializable {
  /** How many reads may wait by default: 1000. */
  public static final int DEFAULT_QUEUE_SIZE = 1000;

  /** No prediction: the default. */
  public static final Prediction NONE = new Prediction(null, DEFAULT_QUEUE_SIZE);

  static final Set<String> SETTINGS = Set.of("predict.related-keys", "predict.queue-size");

  private static final long serialVersionUID = 1L;

  private final @Nullable Factory<? extends RelatedKeys<?>> relatedKeys;
  private final int queueSize;

  private Prediction(@Nullable Factory<? extends RelatedKeys<?>> relatedKeys, int queueSize) {
    this.relatedKeys = relatedKeys;
    this.queueSize = queueSize;
  }

  /** Predicts by related keys. */
  public static Prediction by(Factory<? extends RelatedKeys<?>> relatedKeys) {
    return NONE.withRelatedKeys(relatedKeys);
  }

  /** Predicts by related keys, closed with the cache if they are {@link AutoCloseable}. */
  public Prediction withRelatedKeys(Factory<? extends RelatedKeys<?>> factory) {
    return new Prediction(Objects.requireNonNull(factory, "relatedKeys"), queueSize);
  }

  /**
   * Sets how many reads may wait for their related keys to be loaded; those beyond are dropped and
   * counted.
   *
   * @throws IllegalArgumentException when it is below 1 or above a million
   */
  public Prediction withQueueSize(int reads) {
    return new Prediction(relatedKeys, Ranges.within(1, reads, 1_000_000, "queueSize"));
  }

  /** Makes what knows the related keys; null for no prediction. */
  public @Nullable Factory<? extends RelatedKeys<?>> getRelatedKeys() {
    return relatedKeys;
  }

  /** How many reads may wait. */
  public int getQueueSize() {
    return queueSize;
  }

  /** Whether there is any prediction. */
  public boolean isOn() {
    return relatedKeys != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Prediction that
        && Objects.equals(relatedKeys, that.relatedKeys)
        && queueSize == that.queueSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(relatedKeys, queueSize);
  }
}
