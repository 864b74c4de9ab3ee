package org.cinnabar.jcache.internal.warming;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a warming's position on the server, as the note of its duty. One without a duty is kept
 * nowhere. Used by one thread at a time.
 */
final class PositionLog<K> {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final CacheStore.@Nullable Duty duty;
  private final LenientCodec<K, ?> codec;
  private final String whenDone;
  private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
  private long saved = System.nanoTime();

  /** {@code whenDone} is the note that stays when the warming has come to its end. */
  PositionLog(CacheStore.@Nullable Duty duty, LenientCodec<K, ?> codec, String whenDone) {
    this.duty = duty;
    this.codec = codec;
    this.whenDone = whenDone;
  }

  Position<K> read() {
    return duty == null ? Position.start() : Position.parse(duty.note(), codec);
  }

  /** Saves the position, unless one was saved just now. */
  void reached(Position<K> position) {
    if (duty != null && last.isDone() && System.nanoTime() - saved >= PAUSE_NANOS) {
      saved = System.nanoTime();
      last = duty.note(position.text(codec));
    }
  }

  /** Whether this is still the JVM that does it. */
  boolean isMine() {
    return duty == null || duty.isHeld();
  }

  /** Saves where it ended. */
  void ended(Position<K> position, boolean finished) {
    if (duty != null) {
      Await.join(duty.note(finished ? whenDone : position.text(codec)));
    }
  }
}
