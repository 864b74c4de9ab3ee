package org.cinnabar.jcache.internal.writing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cinnabar.jcache.internal.store.WriteQueue.Settlement;
import org.cinnabar.jcache.internal.store.WriteQueue.Write;
import org.jspecify.annotations.Nullable;

/** The writes of one key that have been read and wait for the cache writer, in their order. */
final class PendingKey {
  final byte[] key;
  private final boolean joined;
  // Dead letters that are tried again are older than anything that waits.
  private final Deque<Write> letters = new ArrayDeque<>();
  private final Deque<Write> writes = new ArrayDeque<>();
  private int tries;
  private long dueAt;
  private boolean delayed;

  PendingKey(byte[] key, boolean joined) {
    this.key = key;
    this.joined = joined;
  }

  void add(Write write) {
    (write.deadLetter() ? letters : writes).add(write);
  }

  int size() {
    return letters.size() + writes.size();
  }

  int tries() {
    return tries;
  }

  /** How long until it may be tried, in nanoseconds; 0 or less when it may be now. */
  long dueIn(long now) {
    return delayed ? dueAt - now : 0;
  }

  /** What the writer is told next: while writes are joined the last one, else the first. */
  Write next() {
    if (joined) {
      return writes.isEmpty() ? letters.getLast() : writes.getLast();
    }
    return letters.isEmpty() ? writes.getFirst() : letters.getFirst();
  }

  /** How many writes are done with when the writer has taken the next one. */
  int joinedSize() {
    return joined ? size() : 1;
  }

  void failed(long now, Backoff backoff) {
    tries++;
    delayed = true;
    dueAt = now + backoff.nanosAfter(tries);
  }

  Settlement written() {
    return settlement(null, 0);
  }

  Settlement givenUp(String failure, int afterTries) {
    return settlement(failure, afterTries);
  }

  private Settlement settlement(@Nullable String failure, int afterTries) {
    List<String> settledWrites = new ArrayList<>();
    List<String> settledLetters = new ArrayList<>();
    for (Write write : settled()) {
      (write.deadLetter() ? settledLetters : settledWrites).add(write.id());
    }
    return new Settlement(
        key,
        settledWrites,
        settledLetters,
        failure,
        afterTries,
        failure == null ? null : next().value());
  }

  private List<Write> settled() {
    if (!joined) {
      return List.of(next());
    }
    List<Write> all = new ArrayList<>(letters);
    all.addAll(writes);
    return all;
  }

  /** Forgets what was settled; whether nothing is left. */
  boolean settle() {
    tries = 0;
    delayed = false;
    if (joined) {
      letters.clear();
      writes.clear();
    } else if (letters.isEmpty()) {
      writes.removeFirst();
    } else {
      letters.removeFirst();
    }
    return size() == 0;
  }
}
