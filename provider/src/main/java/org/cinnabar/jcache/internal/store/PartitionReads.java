package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiFunction;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.store.Commands.Call;
import org.jspecify.annotations.Nullable;
import org.redisson.command.CommandAsyncExecutor;

/**
 * Reads entries of one partition. Where hash fields expire natively this is one plain command; only
 * what it finds marked as indexed or tagged is read again by script, which knows the server's clock
 * and what tags were invalidated. Elsewhere, and in partitions where the last read found tagged
 * entries, the script reads at once.
 */
final class PartitionReads {
  private final StoreContext context;
  private final Replicas replicas;

  /** By partition: 1 where the last read found tagged entries. */
  private final AtomicIntegerArray tagged;

  PartitionReads(StoreContext context, Replicas replicas) {
    this.context = context;
    this.replicas = replicas;
    this.tagged = new AtomicIntegerArray(context.partitionCount());
  }

  /**
   * What the first request found, which mostly is all there is to ask.
   *
   * @param envelopes in the order of the keys, null where there is none
   * @param exact whether entries that have ended are left out
   */
  record Found(List<byte @Nullable []> envelopes, boolean exact) {}

  /** Reads entries of one partition; the answer is in the order of the keys. */
  CompletableFuture<List<byte @Nullable []>> read(int partition, List<byte[]> keys) {
    return context
        .commands()
        .connection()
        .execute(
            server ->
                ask(server, Commands.executor(server.client()), partition, keys, Commands::run))
        .thenCompose(found -> finish(partition, keys, found));
  }

  /**
   * The first request.
   *
   * @param script runs a script
   */
  CompletionStage<Found> ask(
      RedisConnection.Server server,
      CommandAsyncExecutor executor,
      int partition,
      List<byte[]> keys,
      BiFunction<CommandAsyncExecutor, Call, CompletionStage<List<Object>>> script) {
    if (tagged.get(partition) == 1 || !server.capabilities().nativeFieldExpiry()) {
      return script.apply(executor, call(partition, keys)).thenApply(PartitionReads::exact);
    }
    return Commands.get(executor, context.partition(partition).entries(), keys, replicas)
        .thenApply(envelopes -> new Found(envelopes, false));
  }

  /** What was found, once what that leaves open is asked, too. */
  CompletableFuture<List<byte @Nullable []>> finish(int partition, List<byte[]> keys, Found found) {
    if (found.exact) {
      tagged.set(partition, found.envelopes.stream().anyMatch(PartitionReads::isTagged) ? 1 : 0);
      return CompletableFuture.completedFuture(found.envelopes);
    }
    List<Integer> unsure = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] envelope = found.envelopes.get(i);
      if (envelope != null && Envelope.needsScript(envelope)) {
        unsure.add(i);
      }
    }
    return unsure.isEmpty()
        ? CompletableFuture.completedFuture(found.envelopes)
        : recheck(partition, keys, found, unsure);
  }

  private CompletableFuture<List<byte @Nullable []>> recheck(
      int partition, List<byte[]> keys, Found found, List<Integer> unsure) {
    List<byte[]> again = unsure.stream().map(keys::get).toList();
    return context
        .commands()
        .connection()
        .execute(server -> Commands.run(Commands.executor(server.client()), call(partition, again)))
        .thenCompose(reply -> finish(partition, again, exact(reply)))
        .thenApply(
            exact -> {
              List<byte @Nullable []> envelopes = new ArrayList<>(found.envelopes);
              for (int i = 0; i < exact.size(); i++) {
                envelopes.set(unsure.get(i), exact.get(i));
              }
              return envelopes;
            });
  }

  private Call call(int partition, List<byte[]> keys) {
    return new Call(
        Script.READ,
        context.partition(partition).readable(),
        new Arguments().addAll(keys).toArray(),
        replicas);
  }

  private static Found exact(List<Object> reply) {
    List<byte @Nullable []> envelopes = new ArrayList<>(reply.size());
    reply.forEach(envelope -> envelopes.add((byte[]) envelope));
    return new Found(envelopes, true);
  }

  private static boolean isTagged(byte @Nullable [] envelope) {
    return envelope != null && Envelope.isTagged(envelope);
  }
}
