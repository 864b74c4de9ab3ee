package org.cinnabar.jcache.internal.warming;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cinnabar.jcache.CacheWarmer;
import org.cinnabar.jcache.KeySource;
import org.cinnabar.jcache.WarmingProgress;
import org.cinnabar.jcache.WarmingRun;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.jspecify.annotations.Nullable;

/** Begins warmings of a cache. */
final class Warmer<K, V> implements CacheWarmer<K, V> {

  /**
   * What all warmers of a cache share.
   *
   * @param keyCheck refuses what is no key of the declared type
   * @param valueCheck refuses what is no such value
   * @param running the warmings under way
   */
  record Home<K, V>(
      WarmingContext<K, V> context,
      Consumer<Object> keyCheck,
      Consumer<Object> valueCheck,
      Set<WarmingJob<K, V>> running) {
    Home(WarmingContext<K, V> context, Consumer<Object> keyCheck, Consumer<Object> valueCheck) {
      this(context, keyCheck, valueCheck, ConcurrentHashMap.newKeySet());
    }
  }

  /** A warmer of a home, whose entries get tags unless there are none. */
  static <K, V> Warmer<K, V> of(Home<K, V> home, Collection<String> tags, int chunkSize) {
    return of(
        tags.isEmpty()
            ? home
            : new Home<>(home.context.with(tags), home.keyCheck, home.valueCheck, home.running),
        chunkSize);
  }

  /** What is told of a warming and kept of it. */
  private record Report(
      OptionalLong total,
      @Nullable Consumer<? super WarmingProgress> listener,
      @Nullable String token) {}

  private final Home<K, V> home;
  private final Pace pace;
  private final Report report;

  private Warmer(Home<K, V> home, Pace pace, Report report) {
    this.home = home;
    this.pace = pace;
    this.report = report;
  }

  static <K, V> Warmer<K, V> of(Home<K, V> home, int chunkSize) {
    return new Warmer<>(
        home, new Pace(0, 1, chunkSize, false), new Report(OptionalLong.empty(), null, null));
  }

  /** What a source of keys gives, to be loaded. */
  static <K, V> WarmingJob.Source<K, V> loading(KeySource<K> source) {
    return from ->
        source.keys(from.done(), from.last()).map(key -> new WarmingJob.Item<K, V>(key, null));
  }

  @Override
  public CacheWarmer<K, V> withRate(int perSecond) {
    check(perSecond >= 0, "rate must be at least 0, not " + perSecond);
    return with(new Pace(perSecond, pace.parallelism(), pace.chunkSize(), pace.replace()));
  }

  @Override
  public CacheWarmer<K, V> withParallelism(int chunks) {
    check(chunks >= 1 && chunks <= 256, "parallelism must be from 1 to 256, not " + chunks);
    return with(new Pace(pace.rate(), chunks, pace.chunkSize(), pace.replace()));
  }

  @Override
  public CacheWarmer<K, V> withChunkSize(int keys) {
    check(keys >= 1 && keys <= 100_000, "chunkSize must be from 1 to 100000, not " + keys);
    return with(new Pace(pace.rate(), pace.parallelism(), keys, pace.replace()));
  }

  @Override
  public CacheWarmer<K, V> replacingExisting() {
    return with(new Pace(pace.rate(), pace.parallelism(), pace.chunkSize(), true));
  }

  @Override
  public CacheWarmer<K, V> withTotal(long total) {
    check(total >= 0, "total must be at least 0, not " + total);
    return with(new Report(OptionalLong.of(total), report.listener(), report.token()));
  }

  @Override
  public CacheWarmer<K, V> withProgress(Consumer<? super WarmingProgress> listener) {
    return with(new Report(report.total(), listener, report.token()));
  }

  @Override
  public CacheWarmer<K, V> withToken(String token) {
    check(!token.isBlank(), "token must not be blank");
    return with(new Report(report.total(), report.listener(), token));
  }

  @Override
  public WarmingRun load(KeySource<K> source) {
    if (!home.context().loading().isPossible()) {
      throw new IllegalStateException(
          "Cache '"
              + home.context().cacheName()
              + "' has no cache loader to load keys with; give it one, or store entries");
    }
    return begin(loading(source));
  }

  @Override
  public WarmingRun load(Iterable<? extends K> keys) {
    KeySource<K> source = KeySource.of(() -> StreamSupport.stream(keys.spliterator(), false));
    boolean counted = keys instanceof Collection && report.total().isEmpty();
    return counted ? withTotal(((Collection<?>) keys).size()).load(source) : load(source);
  }

  @Override
  public WarmingRun load(Stream<? extends K> keys) {
    return load(KeySource.<K>of(() -> keys));
  }

  @Override
  public WarmingRun store(
      Supplier<? extends Stream<? extends Map.Entry<? extends K, ? extends V>>> entries) {
    return begin(
        from ->
            entries
                .get()
                .skip(from.done())
                .map(
                    entry -> {
                      home.valueCheck().accept(entry.getValue());
                      return new WarmingJob.Item<K, V>(entry.getKey(), entry.getValue());
                    }));
  }

  private WarmingRun begin(WarmingJob.Source<K, V> source) {
    CacheStore.Duty duty = duty();
    WarmingJob<K, V> job =
        new WarmingJob<>(
            home.context(),
            from -> source.open(from).peek(item -> home.keyCheck().accept(item.key())),
            pace,
            new WarmingTotals(report.total(), report.listener()),
            new PositionLog<>(duty, home.context().codec(), ""),
            () -> giveBack(duty));
    home.running().add(job);
    try {
      home.context().background().accept(() -> run(job));
    } catch (IllegalStateException e) {
      home.running().remove(job);
      giveBack(duty);
      throw e;
    }
    return job;
  }

  private void run(WarmingJob<K, V> job) {
    job.run();
    home.running().remove(job);
  }

  private static void giveBack(CacheStore.@Nullable Duty duty) {
    if (duty != null) {
      duty.release().join(); // never fails
    }
  }

  private CacheStore.@Nullable Duty duty() {
    if (report.token() == null) {
      return null;
    }
    Optional<CacheStore.Duty> taken =
        Await.join(home.context().store().duty("warmer:" + report.token()));
    return taken.orElseThrow(
        () ->
            new IllegalStateException(
                "A warming of cache '"
                    + home.context().cacheName()
                    + "' with the token \""
                    + report.token()
                    + "\" is under way, or died less than 10 seconds ago"));
  }

  private Warmer<K, V> with(Pace other) {
    return new Warmer<>(home, other, report);
  }

  private Warmer<K, V> with(Report other) {
    return new Warmer<>(home, pace, other);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
