package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javax.cache.CacheException;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.jspecify.annotations.Nullable;

/** Applies commits: one script call a chunk. Single commits join. */
final class CommitPath {
  private static final int UNDER_WAY = 2;
  private static final int MOST_UNDER_WAY = 32;

  /**
   * How many bytes one counts as besides where entries make room: that takes the server as long as
   * storing some dozens, and it serves nobody else meanwhile, so few travel together.
   */
  private static final int MAKING_ROOM = Batches.MAX_BYTES / 32;

  private final StoreContext context;
  private final MetadataRecord metadata;
  private final Sweeper sweeper;
  private final AcknowledgementChannel acknowledgements;
  private final List<Coalescer<Commit, Outcome>> single;
  private volatile long mostWaiting;
  private volatile @Nullable Bounding bounding;
  private volatile int replicas;

  CommitPath(
      StoreContext context,
      MetadataRecord metadata,
      Sweeper sweeper,
      AcknowledgementChannel acknowledgements) {
    this.context = context;
    this.metadata = metadata;
    this.sweeper = sweeper;
    this.acknowledgements = acknowledgements;
    this.single =
        context.eachPartition(
            partition ->
                new Coalescer<>(
                    commits -> sendChunk(partition.number(), commits),
                    this::size,
                    new Window(UNDER_WAY, MOST_UNDER_WAY)));
  }

  /** From now on writes may be queued for the cache writer, so many in each partition. */
  void queue(long most) {
    mostWaiting = most;
  }

  /** From now on partitions are bounded; tells how many entries made room. */
  void bound(Bound bound, LongConsumer evicted) {
    bounding = new Bounding(bound.text(), evicted);
  }

  /** What a bounded cache is told of, and tells. */
  private record Bounding(String bound, LongConsumer evicted) {
    CommitScript.Reply count(CommitScript.Reply reply) {
      if (!reply.needsAcknowledgements() && reply.evictions() > 0) {
        evicted.accept(reply.evictions());
      }
      return reply;
    }
  }

  /** From now on a commit that changes something is done when so many replicas have it. */
  void replicate(int wanted) {
    replicas = wanted;
  }

  /** How a commit ended: with a result, or with what the server said against it. */
  private record Outcome(@Nullable CommitResult result, @Nullable CacheException failure) {
    CommitResult get() {
      if (result == null) {
        throw Objects.requireNonNull(failure);
      }
      return result;
    }
  }

  CompletableFuture<List<CommitResult>> commit(List<Commit> commits) {
    for (Commit commit : commits) {
      String refusal = CommitScript.refusal(commit);
      if (refusal != null) {
        return CompletableFuture.failedFuture(new CacheException(refusal));
      }
    }
    if (commits.size() == 1) {
      Commit commit = commits.get(0);
      return single
          .get(context.partitionOf(commit.key()))
          .submit(commit)
          .thenApply(outcome -> List.of(outcome.get()));
    }
    @Nullable Outcome[] outcomes = new Outcome[commits.size()];
    return Batches.run(
            context::master,
            commits.size(),
            i -> context.partitionOf(commits.get(i).key()),
            i -> CommitScript.argumentCount(commits.get(i)),
            i -> size(commits.get(i)),
            (partition, positions) -> commitChunk(partition, positions, commits, outcomes))
        .handle((done, failure) -> results(outcomes, failure));
  }

  private int size(Commit commit) {
    return CommitScript.size(commit) + (bounding == null ? 0 : MAKING_ROOM);
  }

  /** The results, unless some commits failed, whether in being sent or by what the server said. */
  private static List<CommitResult> results(
      @Nullable Outcome[] outcomes, @Nullable Throwable failure) {
    SortedMap<Integer, CacheException> failures =
        PartialFailure.byPosition(failure, outcomes.length);
    @Nullable CommitResult[] results = new CommitResult[outcomes.length];
    for (int i = 0; i < outcomes.length; i++) {
      Outcome outcome = outcomes[i];
      if (outcome != null && outcome.failure != null) {
        failures.put(i, outcome.failure);
      } else if (outcome != null) {
        results[i] = outcome.result;
      }
    }
    return PartialFailure.unless(failures, Arrays.asList(results));
  }

  private CompletableFuture<Void> commitChunk(
      int partition, List<Integer> positions, List<Commit> commits, @Nullable Outcome[] outcomes) {
    List<Commit> chunk = positions.stream().map(commits::get).toList();
    return sendChunk(partition, chunk)
        .thenAccept(
            ended -> {
              for (int i = 0; i < positions.size(); i++) {
                outcomes[positions.get(i)] = ended.get(i);
              }
            });
  }

  private static Outcome unchanged(Status status, int partition) {
    return new Outcome(new CommitResult(status, null, partition, 0, 0), null);
  }

  private CompletableFuture<List<Outcome>> sendChunk(int partition, List<Commit> chunk) {
    return send(partition, chunk)
        .thenApply(
            reply -> {
              if (reply.soonestDeadline() >= 0) {
                sweeper.dueIn(partition, reply.soonestDeadline());
              }
              if (reply.wasEmpty()) {
                metadata.recheck();
              }
              List<Outcome> outcomes =
                  reply.outcomes(partition).stream()
                      .map(ended -> outcome(partition, ended))
                      .toList();
              CacheException unreplicated = reply.unreplicated();
              return unreplicated == null ? outcomes : unreplicated(chunk, outcomes, unreplicated);
            });
  }

  /** The outcomes, where what has changed something failed. */
  private static List<Outcome> unreplicated(
      List<Commit> chunk, List<Outcome> outcomes, CacheException failure) {
    List<Outcome> failed = new ArrayList<>(outcomes);
    for (int i = 0; i < chunk.size(); i++) {
      CommitResult result = outcomes.get(i).result;
      if (result != null && isLasting(chunk.get(i)) && hasChanged(chunk.get(i), result.status())) {
        failed.set(i, new Outcome(null, failure));
      }
    }
    return failed;
  }

  private static boolean hasChanged(Commit commit, Status status) {
    return switch (status) {
      case CONFLICT, BACKLOG, LOST -> false;
      case ABSENT -> isLasting(commit.whenAbsent());
      case PRESENT -> isLasting(commit.whenPresent());
    };
  }

  /**
   * Whether a commit is worth waiting for replicas: what was loaded under a lease can be loaded
   * again, and that an entry was looked at is forgotten without harm.
   */
  private static boolean isLasting(Commit commit) {
    return commit.lease() == null
        && (isLasting(commit.whenAbsent()) || isLasting(commit.whenPresent()));
  }

  private static boolean isLasting(Change change) {
    return change.kind() == Change.Kind.WRITE
        || change.kind() == Change.Kind.REMOVE
        || change.queued();
  }

  private Outcome outcome(int partition, CommitScript.Outcome ended) {
    String refusal = ended.refusal();
    if (CommitScript.BACKLOG.equals(refusal)) {
      return unchanged(Status.BACKLOG, partition);
    } else if (CommitScript.LOST.equals(refusal)) {
      return unchanged(Status.LOST, partition);
    }
    return refusal == null
        ? new Outcome(ended.result(), null)
        : new Outcome(null, context.commands().connection().refused(refusal));
  }

  /**
   * Sends a chunk. When another node has synchronous listeners and this one can't hear their
   * acknowledgements, the script applies nothing: then subscribe and send again, so that no
   * acknowledgement is ever missed.
   */
  private CompletableFuture<CommitScript.Reply> send(int partition, List<Commit> chunk) {
    return sendOnce(partition, chunk, acknowledgements.isOpen())
        .thenCompose(
            reply ->
                reply.needsAcknowledgements()
                    ? acknowledgements.open().thenCompose(open -> sendOnce(partition, chunk, true))
                    : CompletableFuture.completedFuture(reply));
  }

  private CompletableFuture<CommitScript.Reply> sendOnce(
      int partition, List<Commit> chunk, boolean hearsAcknowledgements) {
    long most = mostWaiting;
    Bounding limit = bounding;
    boolean underLeases = CommitScript.areUnderLeases(chunk);
    Script script = limit == null ? Script.COMMIT : Script.COMMIT_BOUNDED;
    List<Object> keys = context.partition(partition).mutable(most > 0, underLeases, limit != null);
    Function<ServerCapabilities, Arguments> arguments =
        capabilities -> {
          long flags =
              CommitScript.flags(capabilities, hearsAcknowledgements, underLeases, limit != null);
          Arguments values = context.mutation(partition).add(flags);
          if (most > 0) {
            values.add(most);
          }
          if (limit != null) {
            values.add(limit.bound);
          }
          chunk.forEach(commit -> CommitScript.encode(commit, values));
          return values;
        };
    boolean replicated = replicas > 0 && chunk.stream().anyMatch(CommitPath::isLasting);
    CompletableFuture<CommitScript.Reply> sent =
        replicated
            ? sendReplicated(script, keys, arguments)
            : context.commands().run(script, keys, arguments).thenApply(CommitScript.Reply::new);
    return limit == null ? sent : sent.thenApply(limit::count);
  }

  private CompletableFuture<CommitScript.Reply> sendReplicated(
      Script script, List<Object> keys, Function<ServerCapabilities, Arguments> arguments) {
    int wanted = replicas;
    return context
        .commands()
        .runReplicated(script, keys, arguments, wanted)
        .thenApply(
            end ->
                new CommitScript.Reply(
                    end.reply(),
                    end.isEnough(wanted)
                        ? null
                        : end.failure(wanted, context.commands().connection())));
  }
}
