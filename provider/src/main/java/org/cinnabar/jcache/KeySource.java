package org.cinnabar.jcache;

import java.io.Serializable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys come from that a cache is warmed with, such as a query:
 *
 * <pre>{@code
 * KeySource<Long> ids = (done, last) -> books.streamIdsAfter(last == null ? 0 : last);
 * }</pre>
 *
 * <p>A warming that goes on where an earlier one stopped asks for the keys behind those that are
 * done already, so the keys must come in the same order each time. A source in a configuration that
 * is itself serialized must be serializable.
 *
 * @param <K> the key type
 */
@FunctionalInterface
public interface KeySource<K> extends Serializable {

  /**
   * Opens the keys behind those that are done. The stream is read by one thread, and closed.
   *
   * @param done how many keys are done already; 0 at first
   * @param last the last of these; null when there is none, or it can't be told
   */
  Stream<? extends K> keys(long done, @Nullable K last);

  /** The keys that a supplier opens anew each time; those that are done are skipped one by one. */
  static <K> KeySource<K> of(Supplier<? extends Stream<? extends K>> keys) {
    return (done, last) -> keys.get().skip(done);
  }
}
