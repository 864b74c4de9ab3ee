package org.cinnabar.jcache;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.awaitility.Awaitility;
import org.cinnabar.jcache.testing.DatabaseWriter;
import org.cinnabar.jcache.testing.Ledger;

/**
 * One of the processes that write into a database through a cache, or behind it:
 *
 * <ul>
 *   <li>{@code through URI DATABASE LEDGER FIRST KEYS WRITES}: each of the keys so often, in turn;
 *   <li>{@code behind URI DATABASE LEDGER FIRST KEYS WRITES LIFE}: keys of its own at random, until
 *       all its lives have made so many writes, noting in the ledger what was acknowledged;
 *   <li>{@code dying URI DATABASE STEP HOW}: one write, {@code through} or {@code behind}, and the
 *       end of the process at a step.
 * </ul>
 */
public final class WritingWorker {
  /** The first process counts here in the ledger what was acknowledged, the next one after it. */
  static final int ACKNOWLEDGED = 32;

  static final String[] STEPS = {"queued", "writing", "written"};

  private WritingWorker() {}

  public static void main(String[] arguments) throws Exception {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      switch (arguments[0]) {
        case "through" -> through(provider, arguments);
        case "behind" -> behind(provider, arguments);
        case "dying" -> dying(provider, arguments);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  /** How the caches of these tests are configured. */
  static CinnabarConfiguration<String, Integer> configuration(DatabaseWriter writer) {
    CinnabarConfiguration<String, Integer> configuration =
        new CinnabarConfiguration<String, Integer>().setTypes(String.class, Integer.class);
    configuration.setWriteThrough(true).setCacheWriterFactory(() -> writer);
    return configuration;
  }

  /** How those are that are written behind. */
  static WriteBehind writeBehind() {
    return new WriteBehind()
        .withDelay(Duration.ofMillis(100))
        .withTakeover(Duration.ofSeconds(1))
        .withCloseLimit(Duration.ofSeconds(60));
  }

  private static Cache<String, Integer> cache(
      CinnabarCachingProvider provider,
      String uri,
      CinnabarConfiguration<String, Integer> configuration) {
    return provider
        .getCacheManager(URI.create(uri), null, null)
        .createCache("cache", configuration);
  }

  private static void through(CinnabarCachingProvider provider, String[] arguments)
      throws Exception {
    Cache<String, Integer> cache =
        cache(provider, arguments[1], configuration(new DatabaseWriter(arguments[2])));
    int first = Integer.parseInt(arguments[4]);
    int keys = Integer.parseInt(arguments[5]);
    Ledger ledger = new Ledger(Path.of(arguments[3]), 1);
    ledger.arrive(0);
    Awaitility.await("the other process").until(() -> ledger.arrived(0) == 2);
    for (int n = 0; n < Integer.parseInt(arguments[6]); n++) {
      cache.put("k" + n % keys, first + n);
    }
  }

  private static void behind(CinnabarCachingProvider provider, String[] arguments)
      throws Exception {
    int first = Integer.parseInt(arguments[4]);
    int keys = Integer.parseInt(arguments[5]);
    Ledger ledger = new Ledger(Path.of(arguments[3]), first + keys);
    Cache<String, Integer> cache =
        cache(
            provider,
            arguments[1],
            configuration(new DatabaseWriter(arguments[2])).setWriteBehind(writeBehind()));
    ledger.arrive(Integer.parseInt(arguments[7]));
    Random random = new Random();
    int acknowledged = ACKNOWLEDGED + first / keys;
    while (ledger.arrived(acknowledged) < Integer.parseInt(arguments[6])) {
      int key = first + random.nextInt(keys);
      long number = ledger.begun(key) + 1;
      ledger.begun(key, number);
      if (put(cache, key, (int) number)) {
        ledger.written(key, number);
        ledger.arrive(acknowledged);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** A write that failed may or may not have been made. */
  private static boolean put(Cache<String, Integer> cache, int key, int number) {
    try {
      cache.put("k" + key, number);
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  private static void dying(CinnabarCachingProvider provider, String[] arguments) {
    String step = arguments[3];
    DatabaseWriter writer =
        new DatabaseWriter(arguments[2]) {
          @Override
          protected void beforeCommit() {
            dieAt("writing", step);
          }

          @Override
          protected void afterCommit() {
            dieAt("written", step);
          }
        };
    boolean behind = arguments[4].equals("behind");
    cache(
            provider,
            arguments[1],
            configuration(writer).setWriteBehind(writeBehind().withEnabled(behind)))
        .put("k", 1);
    dieAt("queued", step);
  }

  private static void dieAt(String here, String step) {
    if (step.equals(here)) {
      Runtime.getRuntime().halt(0);
    }
  }
}
