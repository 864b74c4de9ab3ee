package org.cinnabar.examples.patterns;

import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * Loads products from a database that answers only when it is let, so that it can be seen what
 * happens meanwhile. Queries count when they are answered.
 */
final class SlowLoader implements CacheLoader<Integer, Product>, AutoCloseable {

  private static final int MANY = 1_000_000;

  private final CacheLoader<Integer, Product> loader;
  private final Semaphore answers = new Semaphore(0);

  SlowLoader(Shop shop) {
    loader = new ReadThrough.ProductLoader(shop);
  }

  /** How many wait for an answer. */
  int waiting() {
    return answers.getQueueLength();
  }

  /** Lets it answer once, now or when it is asked. */
  void answerOnce() {
    answers.release();
  }

  /** Lets it answer everybody, until it is to {@link #pause}. */
  void answerAll() {
    answers.release(MANY);
  }

  /** Lets it answer no more. */
  void pause() {
    answers.drainPermits();
  }

  @Override
  public @Nullable Product load(Integer id) {
    answers.acquireUninterruptibly();
    return loader.load(id);
  }

  @Override
  public Map<Integer, Product> loadAll(Iterable<? extends Integer> ids) {
    answers.acquireUninterruptibly();
    return loader.loadAll(ids);
  }

  /** Lets go whoever waits, so that caches can be closed. */
  @Override
  public void close() {
    answerAll();
  }
}
