package org.cinnabar.jcache.internal.store;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.cache.CacheException;

/** Applies commits: one script call a chunk. */
final class CommitPath {
  private final StoreContext context;
  private final MetadataRecord metadata;
  private final Sweeper sweeper;
  private final AcknowledgementChannel acknowledgements;

  CommitPath(
      StoreContext context,
      MetadataRecord metadata,
      Sweeper sweeper,
      AcknowledgementChannel acknowledgements) {
    this.context = context;
    this.metadata = metadata;
    this.sweeper = sweeper;
    this.acknowledgements = acknowledgements;
  }

  CompletableFuture<List<CommitResult>> commit(List<Commit> commits) {
    for (Commit commit : commits) {
      String refusal = CommitScript.refusal(commit);
      if (refusal != null) {
        return CompletableFuture.failedFuture(new CacheException(refusal));
      }
    }
    CommitResult[] results = new CommitResult[commits.size()];
    return Batches.run(
            commits.size(),
            i -> context.partitionOf(commits.get(i).key()),
            i -> CommitScript.argumentCount(commits.get(i)),
            i -> CommitScript.size(commits.get(i)),
            (partition, positions) -> commitChunk(partition, positions, commits, results))
        .thenApply(done -> Arrays.asList(results));
  }

  private CompletableFuture<Void> commitChunk(
      int partition, List<Integer> positions, List<Commit> commits, CommitResult[] results) {
    List<Commit> chunk = positions.stream().map(commits::get).toList();
    return send(partition, chunk)
        .thenAccept(
            reply -> {
              for (int i = 0; i < positions.size(); i++) {
                results[positions.get(i)] = reply.result(i, partition);
              }
              if (reply.soonestDeadline() >= 0) {
                sweeper.dueIn(partition, reply.soonestDeadline());
              }
              if (reply.wasEmpty()) {
                metadata.recheck();
              }
            });
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
    return context
        .commands()
        .run(
            Script.COMMIT,
            context.partition(partition).mutable(),
            capabilities -> {
              Arguments arguments =
                  context
                      .mutation(partition)
                      .add(CommitScript.flags(capabilities, hearsAcknowledgements));
              chunk.forEach(commit -> CommitScript.encode(commit, arguments));
              return arguments;
            })
        .thenApply(CommitScript.Reply::new);
  }
}
