package org.cinnabar.jcache.internal.store;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.cache.CacheException;
import org.cinnabar.jcache.internal.store.CommitResult.Status;
import org.jspecify.annotations.Nullable;

/** Applies commits: one script call a chunk. Single commits join. */
final class CommitPath {
  private static final int UNDER_WAY = 2;
  private static final int MOST_UNDER_WAY = 32;

  private final StoreContext context;
  private final MetadataRecord metadata;
  private final Sweeper sweeper;
  private final AcknowledgementChannel acknowledgements;
  private final List<Coalescer<Commit, Outcome>> single;
  private volatile long mostWaiting;

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
                    CommitScript::size,
                    new Window(UNDER_WAY, MOST_UNDER_WAY)));
  }

  /** From now on writes may be queued for the cache writer, so many in each partition. */
  void queue(long most) {
    mostWaiting = most;
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
    Outcome[] outcomes = new Outcome[commits.size()];
    return Batches.run(
            commits.size(),
            i -> context.partitionOf(commits.get(i).key()),
            i -> CommitScript.argumentCount(commits.get(i)),
            i -> CommitScript.size(commits.get(i)),
            (partition, positions) -> commitChunk(partition, positions, commits, outcomes))
        .thenApply(done -> Arrays.stream(outcomes).map(Outcome::get).toList());
  }

  private CompletableFuture<Void> commitChunk(
      int partition, List<Integer> positions, List<Commit> commits, Outcome[] outcomes) {
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
              return reply.outcomes(partition).stream()
                  .map(ended -> outcome(partition, ended))
                  .toList();
            });
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
    boolean underLeases = CommitScript.areUnderLeases(chunk);
    return context
        .commands()
        .run(
            Script.COMMIT,
            context.partition(partition).mutable(most > 0, underLeases),
            capabilities -> {
              Arguments arguments =
                  context
                      .mutation(partition)
                      .add(CommitScript.flags(capabilities, hearsAcknowledgements, underLeases));
              if (most > 0) {
                arguments.add(most);
              }
              chunk.forEach(commit -> CommitScript.encode(commit, arguments));
              return arguments;
            })
        .thenApply(CommitScript.Reply::new);
  }
}
