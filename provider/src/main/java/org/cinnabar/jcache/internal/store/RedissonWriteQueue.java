package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The write queue of one cache's store: a stream a partition. */
final class RedissonWriteQueue implements WriteQueue {
  private static final Logger LOG = LoggerFactory.getLogger(RedissonWriteQueue.class);
  private static final Right[] RIGHTS = {
    Right.NOBODYS, Right.OURS, Right.OURS_ANEW, Right.ANOTHERS
  };
  private static final int TAKE_HEADER = 5;
  private static final int EACH_WRITE = 3;
  private static final int EACH_LETTER = 6;

  private final StoreContext context;
  private final Limits limits;
  private final RedissonChangeFeed.Verbs verbs;

  RedissonWriteQueue(StoreContext context, Limits limits, RedissonChangeFeed.Verbs verbs) {
    this.context = context;
    this.limits = limits;
    this.verbs = verbs;
  }

  @Override
  public int partitions() {
    return context.partitionCount();
  }

  @Override
  public CompletableFuture<Taken> take(
      int partition, String afterWrite, String afterLetter, int most) {
    KeyNames.Queue names = names(partition);
    return run(
            Script.QUEUE_TAKE,
            List.of(names.writes(), names.drainer(), names.deadLetters(), names.replay()),
            rights().add(afterWrite).add(afterLetter).add(most).add(Batches.MAX_BYTES))
        .thenApply(RedissonWriteQueue::taken);
  }

  private static Taken taken(List<Object> reply) {
    Right right = RIGHTS[(int) Arguments.number(reply, 0)];
    List<Write> writes = new ArrayList<>();
    if (reply.size() > TAKE_HEADER - 1) {
      long letters = Arguments.number(reply, TAKE_HEADER - 1);
      for (int at = TAKE_HEADER; at < reply.size(); at += EACH_WRITE) {
        writes.add(
            new Write(
                Arguments.text(reply.get(at)),
                (byte[]) reply.get(at + 1),
                bytes(reply.get(at + 2)),
                writes.size() < letters));
      }
    }
    return new Taken(
        right,
        Arguments.number(reply, 1),
        Arguments.number(reply, 2),
        Arguments.number(reply, TAKE_HEADER - 2),
        writes);
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return (byte[]) value;
  }

  @Override
  public CompletableFuture<Integer> settle(int partition, List<Settlement> settlements) {
    Arguments arguments = rights().add(limits.joined() ? 1 : 0).add(limits.deadLetters());
    for (Settlement settlement : settlements) {
      String failure = settlement.failure();
      byte[] value = failure == null ? null : settlement.value();
      arguments
          .add(settlement.key())
          .add(String.join(" ", settlement.writes()))
          .add(String.join(" ", settlement.deadLetters()))
          .add(failure == null ? "" : failure)
          .add(settlement.tries())
          .add(value == null ? 0 : 1)
          .add(value == null ? new byte[0] : value);
    }
    KeyNames.Queue names = names(partition);
    return run(
            Script.QUEUE_SETTLE,
            List.of(
                names.writes(),
                names.drainer(),
                names.deadLetters(),
                names.deadLetterKeys(),
                names.pending()),
            arguments)
        .thenApply(
            reply -> Arguments.number(reply, 0) == 0 ? -1 : (int) Arguments.number(reply, 1));
  }

  @Override
  public Keeping keep(int partition, Watcher watcher) {
    return new Kept(partition, watcher);
  }

  @Override
  public CompletableFuture<Void> release(int partition) {
    return keepOnce(partition, 0)
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                LOG.debug("A right to drain {} ends by itself", context.cacheName(), failure);
              }
              return null;
            });
  }

  @Override
  public CompletableFuture<Position> look(int partition) {
    KeyNames.Queue names = names(partition);
    return run(Script.QUEUE_LOOK, List.of(names.writes(), names.deadLetters()), new Arguments())
        .thenApply(reply -> new Position(id(reply, 0), id(reply, 1), id(reply, 2)));
  }

  private static @Nullable String id(List<Object> reply, int index) {
    String id = Arguments.text(reply.get(index));
    return id.isEmpty() ? null : id;
  }

  @Override
  public CompletableFuture<List<Letter>> letters(int partition, int most) {
    return run(
            Script.QUEUE_LETTERS,
            List.of(names(partition).deadLetters()),
            new Arguments().add(most))
        .thenApply(reply -> letters(partition, reply));
  }

  private static List<Letter> letters(int partition, List<Object> reply) {
    List<Letter> letters = new ArrayList<>();
    for (int at = 0; at < reply.size(); at += EACH_LETTER) {
      String made = Arguments.text(reply.get(at + 5));
      letters.add(
          new Letter(
              Arguments.text(reply.get(at)),
              partition,
              (byte[]) reply.get(at + 1),
              bytes(reply.get(at + 2)),
              Integer.parseInt(Arguments.text(reply.get(at + 3))),
              Arguments.text(reply.get(at + 4)),
              Long.parseLong(made.substring(0, made.indexOf('-')))));
    }
    return letters;
  }

  @Override
  public CompletableFuture<Long> deadLetters(int partition) {
    return ofDeadLetters(partition, "count");
  }

  @Override
  public CompletableFuture<Long> replay(int partition) {
    return ofDeadLetters(partition, "replay");
  }

  @Override
  public CompletableFuture<Long> discard(int partition) {
    return ofDeadLetters(partition, "discard");
  }

  private CompletableFuture<Long> ofDeadLetters(int partition, String what) {
    KeyNames.Queue names = names(partition);
    return run(
            Script.QUEUE_REPLAY,
            List.of(names.deadLetters(), names.deadLetterKeys(), names.replay()),
            new Arguments().add(what))
        .thenApply(reply -> Arguments.number(reply, 0));
  }

  private CompletableFuture<List<Object>> keepOnce(int partition, long millis) {
    KeyNames.Queue names = names(partition);
    return run(
        Script.QUEUE_KEEP,
        List.of(names.drainer(), names.writes(), names.deadLetters()),
        new Arguments().add(context.nodeId()).add(millis));
  }

  private Arguments rights() {
    return new Arguments().add(context.nodeId()).add(limits.leaseMillis());
  }

  private KeyNames.Queue names(int partition) {
    return context.partition(partition).queue();
  }

  private CompletableFuture<List<Object>> run(
      Script script, List<Object> keys, Arguments arguments) {
    return verbs.run(() -> context.commands().run(script, keys, arguments));
  }

  /** Keeps a right again and again, until it is stopped. */
  private final class Kept implements Keeping {
    private final int partition;
    private final Watcher watcher;
    private @Nullable Future<?> next;
    private boolean stopped;

    Kept(int partition, Watcher watcher) {
      this.partition = partition;
      this.watcher = watcher;
      planNext();
    }

    private synchronized void planNext() {
      if (!stopped) {
        next = context.schedule(this::again, Math.max(1, limits.leaseMillis() / 3));
      }
    }

    private void again() {
      keepOnce(partition, limits.leaseMillis())
          .whenComplete(
              (reply, failure) -> {
                if (failure != null) {
                  LOG.debug("A right to drain {} was not kept", context.cacheName(), failure);
                } else {
                  watcher.seen(Arguments.number(reply, 1), Arguments.number(reply, 2));
                }
                planNext();
              });
    }

    @Override
    public synchronized void stop() {
      stopped = true;
      if (next != null) {
        next.cancel(false);
      }
    }
  }
}
