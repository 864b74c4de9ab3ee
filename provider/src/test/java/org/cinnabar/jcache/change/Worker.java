package org.cinnabar.jcache.change;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.cinnabar.jcache.CinnabarCachingProvider;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.testing.Ledger;
import org.cinnabar.jcache.testing.StatisticsBean;

/**
 * One of the processes that work while servers change: it writes, reads through a near cache,
 * listens, counts and removes, and races the other for entries. What it saw it leaves in a file for
 * {@link Verdict}.
 */
public final class Worker {
  private static final int READERS = 2;
  private static final int NEAR_SIZE = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration REST = Duration.ofSeconds(5);

  private final int jvm;
  private final Load load;
  private final Ledger ledger;
  private final Log log = new Log();
  private final Cache<String, String> cache;
  private final Cache<String, String> plain;
  private final Ears ears;
  private final List<KeyWriter> writers;
  private final Racer racer;
  private final List<Counter> counters;

  private Worker(int jvm, Load load, Cache<String, String> cache, Cache<String, String> plain)
      throws Exception {
    this.jvm = jvm;
    this.load = load;
    this.cache = cache;
    this.plain = plain;
    this.ledger = new Ledger(load.ledger(), Load.KEYS);
    this.ears = new Ears(ledger, log);
    this.writers =
        IntStream.range(jvm * Load.KEYS_EACH, (jvm + 1) * Load.KEYS_EACH)
            .mapToObj(key -> new KeyWriter(key, cache, plain, ledger, log))
            .toList();
    this.racer = new Racer(jvm, cache, plain, ledger, log);
    this.counters =
        IntStream.range(0, Counter.COUNTERS)
            .mapToObj(counter -> new Counter(counter, jvm, cache, plain, ledger, log))
            .toList();
  }

  /**
   * Works until it is told to stop.
   *
   * @param arguments the caches' URI, the directory of the run, how many replicas are to
   *     acknowledge writes, the number of this process
   */
  public static void main(String[] arguments) throws Exception {
    Load load = new Load(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    int jvm = Integer.parseInt(arguments[3]);
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider();
        CinnabarCachingProvider other = new CinnabarCachingProvider()) {
      new Worker(jvm, load, cache(provider, load, NEAR_SIZE), cache(other, load, 0)).run();
    }
  }

  private static Cache<String, String> cache(
      CinnabarCachingProvider provider, Load load, int nearSize) {
    CinnabarConfiguration<String, String> configuration =
        new CinnabarConfiguration<String, String>()
            .setTypes(String.class, String.class)
            .setNearSize(nearSize)
            .setAcknowledgingReplicas(load.replicas());
    configuration.setStatisticsEnabled(nearSize > 0);
    return provider
        .getCacheManager(URI.create(load.uri()), null, null)
        .createCache("cache", configuration);
  }

  private void run() throws Exception {
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(this::isConnected);
    CacheEntryListenerConfiguration<String, String> listening = ears.configuration();
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> isListening(listening));
    List<Thread> threads = threads();
    meet(Load.READY);
    threads.forEach(Thread::start);
    told(Load.COUNTING);
    log.count();
    told(Load.DONE_AT);
    ears.changed();
    told(Load.STOP);
    for (Thread thread : threads) {
      thread.join();
    }
    atRest();
    log.write(load.report(jvm));
  }

  private List<Thread> threads() {
    List<Thread> threads = new ArrayList<>();
    writers.forEach(writer -> threads.add(thread("writer", writer::run)));
    for (int i = 0; i < READERS; i++) {
      threads.add(thread("reader", new Reader(jvm, cache, ledger, log)::run));
    }
    threads.add(thread("racer", racer::run));
    counters.forEach(counter -> threads.add(thread("counter", counter::run)));
    threads.add(thread("remover", new Remover(jvm, cache, ledger, log)::run));
    return threads;
  }

  /** Whoever ends before the time must not do so in silence. */
  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setUncaughtExceptionHandler(
        (each, e) ->
            log.note("broken", "a", name, "ended with", e, "at", List.of(e.getStackTrace())));
    return thread;
  }

  private boolean isConnected() {
    return cache.get("warm") == null && plain.get("warm") == null;
  }

  /** A JVM that starts on a busy machine may need more than one attempt. */
  private boolean isListening(CacheEntryListenerConfiguration<String, String> listening) {
    cache.deregisterCacheEntryListener(listening);
    cache.registerCacheEntryListener(listening);
    return true;
  }

  private void meet(int stage) {
    ledger.arrive(stage);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ledger.arrived(stage) == Load.JVMS);
  }

  private void told(int stage) {
    Awaitility.await()
        .atMost(PATIENCE.multipliedBy(3))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ledger.noted(stage) != 0);
  }

  private void atRest() {
    long heard = ears.heardAll(1 - jvm);
    if (heard == 0) {
      log.note("broken", "not every key of the other JVM had an event after the change");
    } else {
      log.note("events", Math.max(0, heard - ledger.noted(Load.DONE_AT)) / 1_000);
    }
    within(
        () -> writers.stream().allMatch(KeyWriter::look), "broken", "own keys could not be read");
    meet(Load.AT_REST);
    within(this::nearAgrees, "wrong", "the near cache differs from the server");
    within(this::nearServes, "broken", "the near cache serves nothing");
    racer.look();
    counters.forEach(Counter::look);
  }

  private void within(BooleanSupplier condition, String kind, String otherwise) {
    try {
      Awaitility.await()
          .atMost(REST)
          .ignoreExceptionsInstanceOf(CacheException.class)
          .until(condition::getAsBoolean);
    } catch (ConditionTimeoutException e) {
      log.note(kind, "after the change", otherwise);
    }
  }

  private boolean nearAgrees() {
    return IntStream.range(0, Load.KEYS)
        .mapToObj(Load::key)
        .allMatch(key -> Objects.equals(cache.get(key), plain.get(key)));
  }

  private boolean nearServes() {
    long before = nearHits();
    for (int key = 0; key < Load.KEYS; key++) {
      cache.get(Load.key(key));
    }
    return nearHits() - before == Load.KEYS;
  }

  private static long nearHits() {
    return StatisticsBean.figure("NearHits");
  }
}
