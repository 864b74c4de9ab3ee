package org.cinnabar.jcache.testing;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Where the writers of several processes write down what they have written, in memory that they
 * share. Each key has one writer, which numbers what it writes there from 1.
 */
public final class Ledger {
  /** Of how many of a key's last numbers it is remembered when they were written. */
  public static final int REMEMBERED = 1024;

  private static final int HEAD = 64;
  private static final int LONG = Long.BYTES;
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;

  /** Opens the file, for so many keys. */
  public Ledger(Path file, int keys) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      memory =
          channel.map(
              FileChannel.MapMode.READ_WRITE,
              0,
              LONG * (HEAD + (long) keys * (2 + 2 * REMEMBERED)));
    }
  }

  /** Now, in microseconds, the same in all processes. */
  public static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** Says that a process has come to a stage; gives how many have. */
  public long arrive(int stage) {
    return 1 + (long) LONGS.getAndAdd(memory, stage * LONG, 1L);
  }

  /** How many processes have come to a stage. */
  public long arrived(int stage) {
    return get(stage);
  }

  /** Tells all processes a number, for which there is one place for each stage. */
  public void note(int stage, long number) {
    set(stage, number);
  }

  /** The number that was told last; 0 for none. */
  public long noted(int stage) {
    return get(stage);
  }

  /** The writer of the key begins to write a number. */
  public void begun(int key, long number) {
    set(base(key), number);
  }

  /** The writer of the key has written a number. */
  public void written(int key, long number) {
    int slot = slot(key, number);
    set(slot, 0);
    set(slot + 1, now());
    set(slot, number);
    set(base(key) + 1, number);
  }

  /** The last number that was begun. */
  public long begun(int key) {
    return get(base(key));
  }

  /** The last number that was written. */
  public long written(int key) {
    return get(base(key) + 1);
  }

  /** When a number was written, at the latest; {@link Long#MAX_VALUE} when it isn't yet. */
  public long writtenAt(int key, long number) {
    if (number > written(key)) {
      return Long.MAX_VALUE;
    }
    int slot = slot(key, number);
    long at = get(slot + 1);
    return get(slot) >= number ? at : Long.MAX_VALUE;
  }

  /**
   * The last number that was written by then; 0 when none of those {@link #REMEMBERED} was. Numbers
   * that were begun and never written don't count.
   */
  public long writtenBy(int key, long time) {
    long last = written(key);
    for (long number = last; number > Math.max(0, last - REMEMBERED); number--) {
      if (writtenAt(key, number) <= time) {
        return number;
      }
    }
    return 0;
  }

  private static int base(int key) {
    return HEAD + key * (2 + 2 * REMEMBERED);
  }

  private static int slot(int key, long number) {
    return base(key) + 2 + 2 * (int) (number % REMEMBERED);
  }

  private long get(int index) {
    return (long) LONGS.getVolatile(memory, index * LONG);
  }

  private void set(int index, long value) {
    LONGS.setVolatile(memory, index * LONG, value);
  }
}
