package org.cinnabar.jcache.internal.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The leases of loading. Who is refused one hears on a channel that it was given back, or else
 * learns at the moment when it ends unless it is renewed. This JVM subscribes when it is first
 * refused.
 */
final class LoadLeases implements LoadCoordination {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
  private static final byte[] NOTHING = new byte[0];
  private static final int TAKEN = 1;
  private static final int FOUND = 2;

  private final StoreContext context;
  private final Verb verb;
  private final ServerClock clock;
  private final Channel channel;
  private final AtomicLong tokens = new AtomicLong();
  private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();
  private final Map<ByteBuffer, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  LoadLeases(StoreContext context, Verb verb) {
    this.context = context;
    this.verb = verb;
    this.clock = new ServerClock(context);
    this.channel =
        new Channel(
            context.commands().connection(),
            context.names().loaded(),
            key -> free(ByteBuffer.wrap(key)));
  }

  /** Runs a verb of the store. */
  interface Verb {
    CompletableFuture<Claims> run(Supplier<CompletableFuture<Claims>> action);
  }

  @Override
  public long serverMillis(byte[] key) {
    return clock.millis(context.partitionOf(key));
  }

  @Override
  public CompletableFuture<Claims> claim(List<Wanted> wanted, long leaseMillis) {
    String token = context.nodeId() + "-load-" + tokens.incrementAndGet();
    LeaseKind kind =
        new LeaseKind(KeyNames.Partition::loads, leaseMillis, context.names().loaded());
    Attempt attempt = new Attempt(kind, token, wanted);
    CompletableFuture<Claims> given = new CompletableFuture<>();
    verb.run(() -> attempt(attempt))
        .whenComplete(
            (@Nullable Claims claims, @Nullable Throwable failure) -> {
              if (claims == null) {
                given.completeExceptionally(Objects.requireNonNull(failure));
              } else if (!given.complete(claims)) {
                claims.lease().release(); // its caller no longer waits
              }
            });
    return given;
  }

  private CompletableFuture<Claims> attempt(Attempt attempt) {
    long sent = System.nanoTime();
    return attempt
        .run(channel.isOpen())
        .thenCompose(done -> attempt.isRefused() ? listening(attempt) : DONE)
        .handle((done, failure) -> ended(attempt, sent, failure));
  }

  /** The lease, also of a failed attempt: it may have got some before it failed. */
  private Claims ended(Attempt attempt, long sent, @Nullable Throwable failure) {
    HeldLease lease =
        new HeldLease(
            context, attempt.kind, attempt.token, attempt.mine(failure != null), held::remove);
    if (failure != null || closed) {
      var unused = lease.release(); // never fails: what can't be given back ends by itself
      throw failure != null
          ? PartialFailure.whole(failure)
          : new CacheException("Cache '" + context.cacheName() + "' was closed meanwhile");
    }
    lease.heldSince(sent);
    if (!attempt.mine(false).isEmpty()) {
      held.add(lease);
      lease.startRenewing();
    }
    return new Claims(Arrays.asList(attempt.claims), lease);
  }

  /** Whoever is refused while this JVM isn't subscribed asks again once it is. */
  private CompletableFuture<Void> listening(Attempt attempt) {
    return attempt.listened ? DONE : channel.open().thenCompose(open -> attempt.run(true));
  }

  /** Stops renewing; who waits is told to look again. */
  CompletableFuture<Void> close() {
    closed = true;
    held.forEach(HeldLease::stopRenewing);
    held.clear();
    waiting.keySet().forEach(this::free);
    return channel.close();
  }

  private void free(ByteBuffer key) {
    CompletableFuture<Void> those = waiting.remove(key);
    if (those != null) {
      those.complete(null);
    }
  }

  /** Frees those who wait when the lease ends, unless they were freed before. */
  private void freeAt(ByteBuffer key, CompletableFuture<Void> those, long millis) {
    Future<?> timer = context.schedule(() -> free(key), millis + 1);
    if (timer == null) {
      free(key);
    } else {
      those.whenComplete((freed, failure) -> timer.cancel(false));
    }
  }

  /** One call of {@link #claim}. */
  private final class Attempt {
    final LeaseKind kind;
    final String token;
    final List<Wanted> wanted;
    final Claim[] claims;
    boolean listened;

    Attempt(LeaseKind kind, String token, List<Wanted> wanted) {
      this.kind = kind;
      this.token = token;
      this.wanted = wanted;
      this.claims = new Claim[wanted.size()];
    }

    boolean isRefused() {
      return Arrays.stream(claims).anyMatch(claim -> claim.freed() != null);
    }

    /** The keys whose leases were taken, or may have been. */
    List<byte[]> mine(boolean perhaps) {
      List<byte[]> keys = new ArrayList<>();
      for (int i = 0; i < claims.length; i++) {
        if (perhaps || claims[i].isTaken()) {
          keys.add(wanted.get(i).key());
        }
      }
      return keys;
    }

    /** Claims what isn't settled yet; who listens before is told of what comes after. */
    CompletableFuture<Void> run(boolean listens) {
      listened = listens;
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < claims.length; i++) {
        if (claims[i] == null || claims[i].freed() != null) {
          open.add(i);
        }
      }
      return Batches.run(
          context::master,
          open.size(),
          i -> context.partitionOf(wanted.get(open.get(i)).key()),
          i -> 2,
          i -> size(wanted.get(open.get(i))),
          (partition, positions) -> chunk(partition, positions.stream().map(open::get).toList()));
    }

    private int size(Wanted one) {
      byte[] seen = one.seen();
      return one.key().length + (seen == null ? 0 : seen.length);
    }

    private CompletableFuture<Void> chunk(int number, List<Integer> positions) {
      KeyNames.Partition partition = context.partition(number);
      Arguments arguments = new Arguments().add(token).add(kind.millis());
      List<CompletableFuture<Void>> those = new ArrayList<>();
      for (int position : positions) {
        Wanted one = wanted.get(position);
        arguments.add(one.key()).add(Objects.requireNonNullElse(one.seen(), NOTHING));
        those.add(
            listened
                ? waiting.computeIfAbsent(
                    ByteBuffer.wrap(one.key()), key -> new CompletableFuture<>())
                : new CompletableFuture<>());
      }
      return context
          .commands()
          .run(
              Script.CLAIM,
              List.of(
                  partition.loads(),
                  partition.entries(),
                  partition.deadlines(),
                  partition.tags(),
                  partition.queue().writes(),
                  partition.queue().pending()),
              arguments)
          .thenAccept(
              reply -> {
                for (int i = 0; i < positions.size(); i++) {
                  take(positions.get(i), reply.get(2 * i), reply.get(2 * i + 1), those.get(i));
                }
              });
    }

    private void take(int position, Object answer, Object detail, CompletableFuture<Void> those) {
      ByteBuffer key = ByteBuffer.wrap(wanted.get(position).key());
      if ((Long) answer == FOUND) {
        claims[position] = new Claim((byte[]) detail, null);
      } else if ((Long) answer == TAKEN) {
        claims[position] = new Claim(null, null);
      } else {
        claims[position] = new Claim(null, those);
        if (listened) {
          freeAt(key, those, (Long) detail);
        }
        return;
      }
      if (listened) {
        free(key); // others of this JVM, if any, ask again
      }
    }
  }
}
