package org.cinnabar.jcache.internal.writing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.cinnabar.jcache.internal.store.WriteQueue.Taken;
import org.jspecify.annotations.Nullable;

/** Collects what is seen of the queues of all partitions. Thread-safe. */
final class Figures implements WriteFigures {
  private final AtomicReferenceArray<@Nullable Seen> partitions;
  private final LongAdder written = new LongAdder();
  private final LongAdder failures = new LongAdder();

  Figures(int partitions) {
    this.partitions = new AtomicReferenceArray<>(partitions);
  }

  private record Seen(long waiting, long deadLetters, long oldestAtNanos) {}

  /** Takes in what a partition's queue held just now. */
  void seen(int partition, Taken taken) {
    long oldest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(Math.max(0, taken.ageMillis()));
    partitions.set(partition, new Seen(taken.waiting(), taken.deadLetters(), oldest));
  }

  /** Takes in how much a partition's queue holds while nothing leaves it. */
  void seen(int partition, long waiting, long deadLetters) {
    Seen before = partitions.get(partition);
    long oldest = before == null ? System.nanoTime() : before.oldestAtNanos;
    partitions.set(partition, new Seen(waiting, deadLetters, oldest));
  }

  void written(int count) {
    written.add(count);
  }

  void failed() {
    failures.increment();
  }

  @Override
  public long backlog() {
    return sum(Seen::waiting);
  }

  @Override
  public long lag() {
    long now = System.nanoTime();
    long most = 0;
    for (int i = 0; i < partitions.length(); i++) {
      Seen seen = partitions.get(i);
      if (seen != null && seen.waiting > 0) {
        most = Math.max(most, now - seen.oldestAtNanos);
      }
    }
    return TimeUnit.NANOSECONDS.toMillis(most);
  }

  @Override
  public long deadLetters() {
    return sum(Seen::deadLetters);
  }

  @Override
  public long written() {
    return written.sum();
  }

  @Override
  public long failures() {
    return failures.sum();
  }

  private long sum(ToLongFunction<Seen> figure) {
    long sum = 0;
    for (int i = 0; i < partitions.length(); i++) {
      Seen seen = partitions.get(i);
      sum += seen == null ? 0 : figure.applyAsLong(seen);
    }
    return sum;
  }
}
