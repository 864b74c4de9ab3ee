package org.cinnabar.examples.patterns;

import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.cinnabar.cdi.CinnabarExtension;
import org.cinnabar.jcache.CinnabarCache;
import org.jboss.weld.environment.se.Weld;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern is shown with: a shop's database, a Redis, a cache manager on it, and a page that
 * is printed line by line. Everything is its own and goes with it.
 */
final class Stage implements AutoCloseable {

  private static final String PROVIDER = "org.cinnabar.jcache.CinnabarCachingProvider";
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final PrintStream out;
  private final Redis redis;
  private final Shop shop;
  private final CacheManager manager;
  private final CacheManager otherJvm;

  private Stage(PrintStream out, Redis redis, Shop shop) {
    this.out = out;
    this.redis = redis;
    this.shop = shop;
    this.manager = open(redis.uri());
    this.otherJvm = open(redis.uri().resolve("/0"));
  }

  static Stage open(PrintStream out) throws IOException, SQLException {
    Redis redis = Redis.open();
    redis.start();
    return new Stage(out, redis, Shop.open());
  }

  // Connects to nothing yet. The deadline is for machines that are busy with other things.
  private static CacheManager open(URI uri) {
    Properties properties = new Properties();
    properties.setProperty("cinnabar.deadline", "3s");
    return Caching.getCachingProvider(PROVIDER)
        .getCacheManager(uri, Stage.class.getClassLoader(), properties);
  }

  Shop shop() {
    return shop;
  }

  Redis redis() {
    return redis;
  }

  CacheManager manager() {
    return manager;
  }

  /** A cache that keeps what is put into it until it is told otherwise. */
  @SuppressWarnings("unchecked") // the same cache
  <K, V> CinnabarCache<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
    return manager
        .createCache(name, new MutableConfiguration<K, V>().setTypes(keyType, valueType))
        .unwrap(CinnabarCache.class);
  }

  /** What another JVM would have: a manager and connections of its own, on the same server. */
  CacheManager otherJvm() {
    return otherJvm;
  }

  /**
   * A CDI application of these beans, with the cache annotations. It can have the shop and the
   * cache manager injected.
   */
  SeContainer application(Class<?>... beans) {
    return new Weld()
        .disableDiscovery()
        .beanClasses(beans)
        .addBeanClass(Props.Producers.class)
        .addExtension(new CinnabarExtension())
        .addExtension(new Props(this))
        .initialize();
  }

  void say(String line) {
    out.println(line);
  }

  /** Asks something, and prints the answer and what it took of the database. */
  <T extends @Nullable Object> T show(String what, Supplier<T> question) {
    int queries = shop.queries();
    int updates = shop.updates();
    T answer = question.get();
    String cost = cost(shop.queries() - queries, shop.updates() - updates);
    say(String.format(Locale.ROOT, "%-34s %-32s %s", what, answer == null ? "none" : answer, cost));
    return answer;
  }

  /** Does something, and prints what it took of the database. */
  void act(String what, Runnable action) {
    show(
        what,
        () -> {
          action.run();
          return "";
        });
  }

  /** Waits until something is so. */
  void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IllegalStateException("Waited in vain for " + what);
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    try (redis;
        shop) {
      otherJvm.close();
      manager.close();
    }
  }

  private static String cost(int queries, int updates) {
    String cost = queries + (queries == 1 ? " query" : " queries");
    if (updates == 0) {
      return cost;
    }
    String written = updates + (updates == 1 ? " update" : " updates");
    return queries == 0 ? written : written + ", " + cost;
  }
}
