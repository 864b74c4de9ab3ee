package org.cinnabar.jcache.internal.warming;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.configuration.Factory;
import org.cinnabar.jcache.CacheWarmer;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.HotKey;
import org.cinnabar.jcache.KeySource;
import org.cinnabar.jcache.Prediction;
import org.cinnabar.jcache.RelatedKeys;
import org.cinnabar.jcache.ScheduledRefresh;
import org.cinnabar.jcache.Warming;
import org.cinnabar.jcache.internal.operation.Closing;
import org.jspecify.annotations.Nullable;

/**
 * What a cache does by itself to stay warm, put together from its settings. Nothing runs before
 * {@link #start}, and nothing at all by default.
 */
public final class Warmth<K, V> {
  private static final int TICKS_A_HALVING = 60;

  private final WarmingContext<K, V> context;
  private final Warmer.Home<K, V> home;
  private final ClassLoader loader;
  private final WarmingFigures figures = new WarmingFigures();
  private final @Nullable TopK<K> hotKeys;
  private final @Nullable RelatedKeys<K> related;
  private final @Nullable Predictor<K> predictor;
  private final @Nullable ReadWatch<K> reads;
  private final @Nullable DutyLoop refresh;
  private final @Nullable WarmWork<K, V> warming;
  private final @Nullable DutyLoop warmingLoop;
  private volatile boolean closed;
  private int ticks;

  /**
   * Makes what the settings ask for; they are free of contradictions.
   *
   * @param loader finds the classes that settings name
   * @param keyCheck refuses what is no key of the declared type
   * @param valueCheck refuses what is no such value
   * @param usage sees each read too; null when nothing else does
   */
  public Warmth(
      WarmingContext<K, V> context,
      CinnabarConfiguration<K, V> settings,
      ClassLoader loader,
      Consumer<Object> keyCheck,
      Consumer<Object> valueCheck,
      @Nullable Consumer<? super K> usage) {
    this.context = context;
    this.home = new Warmer.Home<>(context, keyCheck, valueCheck);
    this.loader = loader;
    this.hotKeys = settings.getHotKeysSize() == 0 ? null : new TopK<>(settings.getHotKeysSize());
    Prediction prediction = settings.getPrediction();
    this.related = related(prediction);
    this.predictor =
        related == null
            ? null
            : new Predictor<>(context, related, prediction.getQueueSize(), figures);
    this.reads =
        usage == null && hotKeys == null && predictor == null
            ? null
            : new ReadWatch<>(usage, hotKeys, predictor);
    ScheduledRefresh schedule = settings.getScheduledRefresh();
    this.refresh =
        schedule.isOn()
            ? new DutyLoop(
                context,
                "scheduled-refresh",
                new RefreshWork<>(
                    context,
                    schedule,
                    NamedKeys.of(settings.getKeyType(), schedule.getKeys()),
                    figures))
            : null;
    this.warming = warming(settings.getWarming());
    this.warmingLoop = warming == null ? null : new DutyLoop(context, "warming", warming);
  }

  private @Nullable WarmWork<K, V> warming(Warming settings) {
    Factory<? extends KeySource<?>> source = settings.getSource();
    if (source == null) {
      return null;
    }
    @SuppressWarnings("unchecked") // the configuration leaves the key type to the application
    Supplier<KeySource<K>> sources = () -> (KeySource<K>) made(source);
    return new WarmWork<>(context, settings, sources);
  }

  @SuppressWarnings("unchecked") // likewise
  private @Nullable RelatedKeys<K> related(Prediction settings) {
    Factory<? extends RelatedKeys<?>> factory = settings.getRelatedKeys();
    return factory == null ? null : (RelatedKeys<K>) made(factory);
  }

  /** Makes an object of the application's; what settings name is found by the cache's loader. */
  private <T> T made(Factory<T> factory) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return factory.create();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Begins what is scheduled. */
  public void start() {
    if (refresh != null) {
      refresh.start();
    }
    if (warmingLoop != null) {
      warmingLoop.start();
    }
    if (hotKeys != null) {
      tick();
    }
  }

  private void tick() {
    if (closed || hotKeys == null) {
      return;
    }
    if (++ticks % TICKS_A_HALVING == 0) {
      hotKeys.decay();
    }
    context.store().later(this::tick);
  }

  /** What is to see each read; null when nothing is. */
  public @Nullable ReadWatch<K> reads() {
    return reads;
  }

  /** The keys that are read most; empty unless they are tracked. */
  public List<HotKey<K>> hotKeys() {
    return hotKeys == null ? List.of() : hotKeys.top();
  }

  /** A warmer of the cache, whose entries get these tags. */
  public CacheWarmer<K, V> warmer(Collection<String> tags) {
    return Warmer.of(home, tags, Warming.DEFAULT_CHUNK_SIZE);
  }

  /** What is counted. */
  public WarmingFigures figures() {
    return figures;
  }

  /** Lets everything under way end soon, without waiting. */
  public void stop() {
    closed = true;
    if (refresh != null) {
      refresh.close();
    }
    if (warming != null && warmingLoop != null) {
      warmingLoop.close();
      warming.cancel();
    }
    if (predictor != null) {
      predictor.close();
    }
    home.running().forEach(WarmingJob::cancel);
  }

  /** Closes what the application handed in, when all has ended. */
  public void close() {
    Closing.quietly(related);
  }
}
