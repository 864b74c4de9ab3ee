package org.cinnabar.jcache.internal.store;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.RedissonTopic;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;
import org.redisson.command.CommandAsyncExecutor;

/**
 * The commands that a store sends, with bytes in and out. Reads go to the master like writes,
 * whatever the client's read mode: a cache must see its own writes.
 */
final class Commands {
  private static final RedisCommand<List<Object>> HMGET =
      new RedisCommand<>("HMGET", new ObjectListReplayDecoder<>());

  // Not called EVAL, so Redisson takes the text as it is: here the digest of the script.
  private static final RedisCommand<List<Object>> EVALSHA =
      new RedisCommand<>("EVALSHA", new ObjectListReplayDecoder<>());

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
          CommandAsyncExecutor executor = executor(server.client());
          return eval(executor, script, EVALSHA, script.digest(), keys, values)
              .handle(
                  (@Nullable List<Object> reply, @Nullable Throwable failure) ->
                      isUnknownScript(failure)
                          ? eval(
                              executor,
                              script,
                              RedisCommands.EVAL_LIST,
                              script.source(),
                              keys,
                              values)
                          : ended(reply, failure))
              .thenCompose(end -> end);
        });
  }

  private static CompletionStage<List<Object>> eval(
      CommandAsyncExecutor executor,
      Script script,
      RedisCommand<List<Object>> command,
      String text,
      List<Object> keys,
      Object[] values) {
    String route = (String) keys.get(0);
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
      RedissonClient client, String hash, List<byte[]> fields) {
    CommandAsyncExecutor executor = executor(client);
    if (fields.size() == 1) {
      CompletionStage<byte @Nullable []> value =
          executor.writeAsync(
              hash, ByteArrayCodec.INSTANCE, RedisCommands.HGET, hash, fields.get(0));
      return value.thenApply(Collections::singletonList);
    }
    Object[] arguments = new Object[fields.size() + 1];
    arguments[0] = hash;
    for (int i = 0; i < fields.size(); i++) {
      arguments[i + 1] = fields.get(i);
    }
    return executor.writeAsync(hash, ByteArrayCodec.INSTANCE, HMGET, arguments);
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

  private static CommandAsyncExecutor executor(RedissonClient client) {
    if (client instanceof Redisson redisson) {
      return redisson.getCommandExecutor();
    }
    throw new IllegalArgumentException(
        "Cinnabar needs a client made by Redisson.create(), but was given a "
            + client.getClass().getName());
  }
}
