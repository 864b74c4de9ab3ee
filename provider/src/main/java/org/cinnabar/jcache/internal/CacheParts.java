package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.cinnabar.jcache.CacheShape;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.WriteBehind;
import org.cinnabar.jcache.internal.codec.EntryTags;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.event.EventDispatcher;
import org.cinnabar.jcache.internal.eviction.UsageRecorder;
import org.cinnabar.jcache.internal.loading.LoaderCalls;
import org.cinnabar.jcache.internal.loading.Reads;
import org.cinnabar.jcache.internal.management.CacheBeans;
import org.cinnabar.jcache.internal.management.CacheConfigurationBean;
import org.cinnabar.jcache.internal.management.CacheShapeBean;
import org.cinnabar.jcache.internal.management.CacheStatistics;
import org.cinnabar.jcache.internal.near.Near;
import org.cinnabar.jcache.internal.near.NearSettings;
import org.cinnabar.jcache.internal.operation.AppThreads;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.operation.Closing;
import org.cinnabar.jcache.internal.operation.ExpiryRules;
import org.cinnabar.jcache.internal.operation.Loading;
import org.cinnabar.jcache.internal.operation.Lookups;
import org.cinnabar.jcache.internal.operation.Pipeline;
import org.cinnabar.jcache.internal.operation.Queueing;
import org.cinnabar.jcache.internal.operation.WriteThrough;
import org.cinnabar.jcache.internal.store.CacheMetadata;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.Stores;
import org.cinnabar.jcache.internal.warming.WarmingContext;
import org.cinnabar.jcache.internal.warming.Warmth;
import org.cinnabar.jcache.internal.writing.WritingBehind;
import org.jspecify.annotations.Nullable;

/**
 * What a cache is made of, wired in this one place.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
final class CacheParts<K, V> {

  final String name;
  final CinnabarConfiguration<K, V> configuration;
  final CacheStore store;
  final Lookups.Reader reader;
  final LenientCodec<K, V> codec;
  final Loading<K, V> loading;
  final CacheStatistics statistics;
  final EventDispatcher<K, V> events;
  final Pipeline<K, V> pipeline;
  final Reads<K, V> reads;
  final @Nullable Near<K, V> near;
  final @Nullable WritingBehind<K, V> behind;
  final CacheBeans beans;
  final BackgroundLoads loads;
  final Warmth<K, V> warmth;
  private final @Nullable UsageRecorder<K> usage;
  private @Nullable AppThreads appThreads;
  private final @Nullable AskedInvalidations<K, V> asked;
  private final Duration deadline;
  private final List<@Nullable Object> closeables;

  CacheParts(
      EntryOperations<K, V> cache,
      CinnabarConfiguration<K, V> configuration,
      Stores stores,
      ExecutorService threads,
      Arguments<K, V> arguments) {
    this.name = cache.getName();
    this.configuration = configuration;
    this.loads = new BackgroundLoads(threads);
    this.deadline = stores.deadline();
    Blueprint<K, V> blueprint = new Blueprint<>(name, configuration, stores.defaultPartitions());
    ExpiryRules expiry = blueprint.expiry;
    CacheMetadata metadata = blueprint.metadata;
    CacheLoader<K, V> loader = create(configuration.getCacheLoaderFactory());
    CacheWriter<? super K, ? super V> writer = create(configuration.getCacheWriterFactory());
    closeables = Arrays.asList(loader, writer, blueprint.policy);
    codec = new LenientCodec<>(name, blueprint.codec(cache.getCacheManager().getClassLoader()));
    LoaderCalls calls = new LoaderCalls(configuration.getLoadPolicy().getTimeout(), threads);
    loading = new Loading<>(calls.limit(loader), configuration.isReadThrough());
    store = stores.open(name, metadata);
    store.replicate(configuration.getAcknowledgingReplicas());
    reader = ReplicaRules.reader(configuration, name, expiry, store);
    events = new EventDispatcher<>(cache, store, codec, threads, deadline.toNanos());
    statistics = new CacheStatistics(codec::undecodable, events::lost);
    behind = behind(writer, metadata.partitions());
    usage =
        Bounds.recorder(
            configuration, metadata.partitions(), store, codec, statistics::evicted, threads);
    boolean tellsFirst = configuration.isWriteThrough() && behind == null;
    WriteThrough<K, V> through = new WriteThrough<>(tellsFirst ? writer : null);
    near = near(blueprint.near());
    pipeline =
        new Pipeline<>(
            near == null ? store : near.writes(),
            codec,
            expiry,
            through,
            behind == null ? Queueing.NONE : behind,
            events,
            statistics);
    reads =
        new Reads<>(
            new Reads.Tools<>(
                name,
                near == null ? store : near.writes(),
                codec,
                expiry,
                pipeline,
                new Lookups<>(
                    store,
                    near == null ? reader : near.lookups()::read,
                    codec,
                    expiry,
                    statistics,
                    pipeline),
                loading,
                calls,
                loads::start),
            configuration.getLoadPolicy(),
            configuration.getRefreshAhead());
    if (near != null && reads.copying() != null) {
      near.limit(reads.copying());
    }
    warmth =
        new Warmth<>(
            new WarmingContext<>(name, store, codec, loading, reads.bulk(), pipeline, loads::start),
            configuration,
            cache.getCacheManager().getClassLoader(),
            arguments::key,
            arguments::value,
            usage == null ? null : usage::read);
    statistics.show(warmth.figures());
    beans =
        new CacheBeans(
            cache.getCacheManager().getURI().toString(),
            name,
            new CacheConfigurationBean(configuration),
            statistics,
            new CacheShapeBean(this::shape));
    asked = asked(threads);
  }

  /** Begins to listen, to copy, and to look for what others ask, as configured. */
  void start(Executor threads) {
    configuration.getCacheEntryListenerConfigurations().forEach(events::add);
    events.subscribeSoon();
    if (near != null) {
      near.start();
    }
    if (behind != null) {
      behind.start(threads);
    }
    if (asked != null) {
      asked.start();
    }
  }

  /** Registers a listener; when the server can't be reached, nothing is registered. */
  void register(CacheEntryListenerConfiguration<K, V> listener) {
    events.add(listener);
    try {
      events.ready(store.begin());
    } catch (RuntimeException e) {
      events.remove(listener);
      throw e;
    }
    configuration.addCacheEntryListenerConfiguration(listener);
  }

  private @Nullable AskedInvalidations<K, V> asked(Executor threads) {
    if (!configuration.isInvalidationStream()) {
      return null;
    }
    AskedInvalidations<K, V> made = new AskedInvalidations<>(this, Paths.of(this).bulk(), threads);
    statistics.show(made::misunderstood);
    return made;
  }

  private @Nullable Near<K, V> near(@Nullable NearSettings settings) {
    if (settings == null) {
      return null;
    }
    Near<K, V> made = new Near<>(name, store, codec, settings, statistics);
    statistics.show(made);
    return made;
  }

  private @Nullable WritingBehind<K, V> behind(
      @Nullable CacheWriter<? super K, ? super V> writer, int partitions) {
    WriteBehind settings = configuration.getWriteBehind();
    if (!settings.isEnabled() || writer == null) {
      return null;
    }
    WritingBehind<K, V> made =
        new WritingBehind<>(name, settings, writer, store, partitions, codec);
    statistics.show(made.figures());
    return made;
  }

  /** How the cache lies on its servers now. */
  CacheShape shape() {
    return Await.join(store.shape());
  }

  /** Removes every entry without telling anybody but the near caches. */
  CompletableFuture<Void> clear() {
    return (near == null ? store : near.writes()).clear();
  }

  /**
   * Checks tags.
   *
   * @throws IllegalArgumentException when one can't be a tag
   */
  static void checkTags(String... tags) {
    EntryTags.encode(Arrays.asList(tags));
  }

  /** Lets every entry that has one of the tags count as absent. */
  CompletableFuture<Void> invalidate(String... tags) {
    return (near == null ? store : near.writes())
        .invalidateTags(EntryTags.encode(Arrays.asList(tags)));
  }

  void close() {
    beans.showConfiguration(false);
    beans.showStatistics(false);
    warmth.stop();
    if (usage != null) {
      usage.close(deadline);
    }
    if (asked != null) {
      asked.close();
    }
    loads.close(deadline);
    warmth.close();
    if (behind != null) {
      behind.close();
    }
    if (near != null) {
      near.close();
    }
    store.close();
    events.close();
    closeables.forEach(Closing::quietly);
  }

  /** What asynchronous operations go on with, made when first needed. */
  synchronized AppThreads appThreads(Supplier<ForkJoinPool> pool) {
    AppThreads made = appThreads;
    if (made == null) {
      made = new AppThreads(pool.get(), store.changes()::later);
      appThreads = made;
    }
    return made;
  }

  private static <T> @Nullable T create(@Nullable Factory<? extends T> factory) {
    return factory == null ? null : factory.create();
  }
}
