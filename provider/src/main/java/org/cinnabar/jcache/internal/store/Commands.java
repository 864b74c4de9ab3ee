package org.cinnabar.jcache.internal.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.RedissonTopic;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.command.CommandBatchService;

/**
 * The commands that a store sends, with bytes in and out. Reads go to the master like writes,
 * whatever the client's read mode, unless replicas are asked for: a cache must see its own writes.
 */
final class Commands {
  private static final RedisCommand<List<Object>> HMGET =
      new RedisCommand<>("HMGET", new ObjectListReplayDecoder<>());

  // Not called EVAL, so Redisson takes the text as it is: here the digest of the script.
  private static final RedisCommand<List<Object>> EVALSHA =
      new RedisCommand<>("EVALSHA", new ObjectListReplayDecoder<>());

  /**
   * In small letters for the same reason: Redisson would load the script first and remember that.
   */
  private static final RedisCommand<List<Object>> EVAL_AS_IT_IS =
      new RedisCommand<>("eval", new ObjectListReplayDecoder<>());

  private final RedisConnection connection;

  Commands(RedisConnection connection) {
    this.connection = connection;
  }

  RedisConnection connection() {
    return connection;
  }

  /** Runs a script that doesn't depend on the server's capabilities. */
  CompletableFuture<List<Object>> run(Script script, List<Object> keys, Arguments arguments) {
    return run(script, keys, capabilities -> arguments);
  }

  /** Runs a script whose arguments depend on what the server can do. */
  CompletableFuture<List<Object>> run(
      Script script, List<Object> keys, Function<ServerCapabilities, Arguments> arguments) {
    return connection.execute(
        server -> {
          Object[] values = arguments.apply(server.capabilities()).toArray();
          return run(executor(server.client()), new Call(script, keys, values, Replicas.NEVER));
        });
  }

  /**
   * Runs a script, and then waits on its connection until replicas have what it wrote, for the most
   * part of the deadline.
   *
   * @param replicas how many are to acknowledge
   */
  CompletableFuture<Replicated> runReplicated(
      Script script,
      List<Object> keys,
      Function<ServerCapabilities, Arguments> arguments,
      int replicas) {
    Duration patience = Replicated.patience(connection.deadline());
    BatchOptions options =
        BatchOptions.defaults()
            .retryAttempts(0)
            .responseTimeout(connection.deadline().minus(patience).toMillis() + 1, MILLISECONDS)
            .sync(replicas, patience);
    return connection.execute(
        server -> {
          Object[] values = arguments.apply(server.capabilities()).toArray();
          Call call = new Call(script, keys, values, Replicas.NEVER);
          CommandAsyncExecutor executor = executor(server.client());
          return unlessUnknown(
              replicated(executor.createCommandBatchService(options), call, EVALSHA),
              () -> replicated(executor.createCommandBatchService(options), call, EVAL_AS_IT_IS));
        });
  }

  /**
   * Whether replicas have it is known only of what was done: that the script failed comes first.
   */
  private static CompletionStage<Replicated> replicated(
      CommandBatchService batch, Call call, RedisCommand<List<Object>> command) {
    String text = command == EVALSHA ? call.script.digest() : call.script.source();
    CompletableFuture<List<Object>> reply = eval(batch, call, command, text).toCompletableFuture();
    return batch
        .executeAsync()
        .handle(
            (@Nullable BatchResult<?> result, @Nullable Throwable failure) ->
                reply.isDone()
                    ? reply.thenApply(
                        values -> new Replicated(values, acknowledged(result), failure))
                    : CompletableFuture.<Replicated>failedFuture(
                        failure == null ? new RedisException("The script gave no reply") : failure))
        .thenCompose(end -> end);
  }

  private static int acknowledged(@Nullable BatchResult<?> result) {
    return result == null ? 0 : result.getSyncedSlaves();
  }

  /** One run of a script. */
  record Call(Script script, List<Object> keys, Object[] values, Replicas replicas) {}

  /** Runs a script, which the server needn't know. */
  static CompletionStage<List<Object>> run(CommandAsyncExecutor executor, Call call) {
    return unlessUnknown(
        runKnown(executor, call),
        () -> eval(executor, call, RedisCommands.EVAL_LIST, call.script.source()));
  }

  /** Runs a script; fails where the server hasn't seen it since it started. */
  static CompletionStage<List<Object>> runKnown(CommandAsyncExecutor executor, Call call) {
    return eval(executor, call, EVALSHA, call.script.digest());
  }

  /**
   * Sends several requests that only read to one node in one write. Fails when none of them was
   * answered, except for want of a script.
   *
   * @param requests asks what it is given, which sends nothing before they are all asked
   * @return the answers, null for requests that have none, for whatever reason
   */
  <T> CompletableFuture<List<@Nullable T>> together(
      BiFunction<RedisConnection.Server, CommandAsyncExecutor, List<CompletionStage<T>>> requests) {
    return connection.execute(
        server -> {
          CommandBatchService batch =
              executor(server.client()).createCommandBatchService(BatchOptions.defaults());
          List<CompletableFuture<T>> asked =
              requests.apply(server, batch).stream()
                  .map(CompletionStage::toCompletableFuture)
                  .toList();
          return batch
              .executeAsync()
              .handle((result, failure) -> answers(asked, failure))
              .thenCompose(end -> end);
        });
  }

  private static <T> CompletionStage<List<@Nullable T>> answers(
      List<CompletableFuture<T>> asked, @Nullable Throwable failure) {
    List<@Nullable T> answers = new ArrayList<>(asked.size());
    boolean any = false;
    for (CompletableFuture<T> request : asked) {
      boolean answered = request.isDone() && !request.isCompletedExceptionally();
      answers.add(answered ? request.join() : null);
      any |= answered;
    }
    return failure == null || any || isUnknownScript(failure)
        ? CompletableFuture.completedFuture(answers)
        : CompletableFuture.failedFuture(failure);
  }

  /** What came of a script's digest, or of its text where the server doesn't know the digest. */
  private static <T> CompletionStage<T> unlessUnknown(
      CompletionStage<T> byDigest, Supplier<CompletionStage<T>> byText) {
    return byDigest
        .handle(
            (@Nullable T reply, @Nullable Throwable failure) ->
                isUnknownScript(failure) ? byText.get() : ended(reply, failure))
        .thenCompose(end -> end);
  }

  private static CompletionStage<List<Object>> eval(
      CommandAsyncExecutor executor, Call call, RedisCommand<List<Object>> command, String text) {
    CompletionStage<List<Object>> reply = send(executor, call, command, text);
    return call.script.commits() ? reply.thenApply(Commands::unlessRefused) : reply;
  }

  /** The reply, unless a server that takes no writes at present refused the commits one by one. */
  private static List<Object> unlessRefused(List<Object> reply) {
    RedisException refusal = CommitScript.refusedAsAWhole(reply);
    if (refusal != null) {
      throw refusal;
    }
    return reply;
  }

  private static CompletionStage<List<Object>> send(
      CommandAsyncExecutor executor, Call call, RedisCommand<List<Object>> command, String text) {
    Script script = call.script;
    List<Object> keys = call.keys;
    Object[] values = call.values;
    String route = (String) keys.get(0);
    if (call.replicas == Replicas.PREFERRED) {
      return executor.evalReadAsync(route, ByteArrayCodec.INSTANCE, command, text, keys, values);
    }
    return script.repeatable()
        ? executor.evalWriteAsync(route, ByteArrayCodec.INSTANCE, command, text, keys, values)
        : executor.evalWriteNoRetryAsync(
            route, ByteArrayCodec.INSTANCE, command, text, keys, values);
  }

  /** Whether the server hasn't seen the script since it started; then it ran nothing. */
  private static boolean isUnknownScript(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RedisException
        && cause.getMessage() != null
        && cause.getMessage().startsWith("NOSCRIPT");
  }

  private static <T> CompletionStage<T> ended(@Nullable T reply, @Nullable Throwable failure) {
    return failure != null
        ? CompletableFuture.failedFuture(failure)
        : CompletableFuture.completedFuture(reply);
  }

  /** Reads fields of a hash with one plain command. */
  static CompletionStage<List<byte @Nullable []>> get(
      CommandAsyncExecutor executor, String hash, List<byte[]> fields, Replicas replicas) {
    boolean fromReplicas = replicas == Replicas.PREFERRED;
    if (fields.size() == 1) {
      byte[] field = fields.get(0);
      CompletionStage<byte @Nullable []> value =
          fromReplicas
              ? executor.readAsync(hash, ByteArrayCodec.INSTANCE, RedisCommands.HGET, hash, field)
              : executor.writeAsync(hash, ByteArrayCodec.INSTANCE, RedisCommands.HGET, hash, field);
      return value.thenApply(Collections::singletonList);
    }
    Object[] arguments = new Object[fields.size() + 1];
    arguments[0] = hash;
    for (int i = 0; i < fields.size(); i++) {
      arguments[i + 1] = fields.get(i);
    }
    return fromReplicas
        ? executor.readAsync(hash, ByteArrayCodec.INSTANCE, HMGET, arguments)
        : executor.writeAsync(hash, ByteArrayCodec.INSTANCE, HMGET, arguments);
  }

  /** Removes a key. */
  CompletableFuture<Void> unlink(String key) {
    return connection.execute(
        server -> {
          CompletionStage<Object> removed =
              executor(server.client())
                  .writeAsync(key, ByteArrayCodec.INSTANCE, RedisCommands.UNLINK, key);
          return removed.thenAccept(count -> {});
        });
  }

  /** A field of a hash as text, null when there is none. */
  CompletableFuture<@Nullable String> field(String hash, String field) {
    return connection.execute(
        server -> {
          CompletionStage<byte @Nullable []> value =
              executor(server.client())
                  .writeAsync(hash, ByteArrayCodec.INSTANCE, RedisCommands.HGET, hash, field);
          return value.thenApply(bytes -> bytes == null ? null : Arguments.text(bytes));
        });
  }

  /**
   * A publish and subscribe channel whose name no name mapper changes: the scripts publish to it by
   * that name.
   */
  static RTopic topic(RedissonClient client, String channel) {
    return RedissonTopic.createRaw(ByteArrayCodec.INSTANCE, executor(client), channel);
  }

  static CommandAsyncExecutor executor(RedissonClient client) {
    if (client instanceof Redisson redisson) {
      return redisson.getCommandExecutor();
    }
    throw new IllegalArgumentException(
        "Cinnabar needs a client made by Redisson.create(), but was given a "
            + client.getClass().getName());
  }
}
