package org.cinnabar.jcache.internal.warming;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.cinnabar.jcache.ScheduledRefresh;
import org.cinnabar.jcache.internal.operation.Await;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.cinnabar.jcache.internal.store.KeyPage;
import org.cinnabar.jcache.internal.store.ScanPage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes a cache when it is due, page by page. The note on the server says for which time it was
 * done last, so that no JVM does it again, and how far one that isn't done has got.
 *
 * <ul>
 *   <li>A refresh that was interrupted goes on until the next one is due.
 *   <li>One that takes longer than until the next is followed by a single one.
 *   <li>Those that were due while no JVM was there are not made up for.
 * </ul>
 */
final class RefreshWork<K, V> implements DutyLoop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshWork.class);

  private final WarmingContext<K, V> context;
  private final Loads<K, V> loads;
  private final ScheduledRefresh schedule;
  private final List<K> named;
  private final WarmingFigures figures;
  private volatile Instant next = Instant.MIN; // at first, whether there is something to go on with
  private boolean looked;

  RefreshWork(
      WarmingContext<K, V> context,
      ScheduledRefresh schedule,
      List<K> named,
      WarmingFigures figures) {
    this.context = context;
    this.loads = new Loads<>(context);
    this.schedule = schedule;
    this.named = named;
    this.figures = figures;
  }

  @Override
  public boolean isDue() {
    return !Instant.now().isBefore(next);
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public void run(CacheStore.Duty duty, BooleanSupplier stopped) {
    Instant due = schedule.lastUpTo(Instant.now());
    RefreshNote note = RefreshNote.parse(duty.note());
    ScanPage.Cursor from = ScanPage.START;
    boolean wanted = looked && note.due() < due.toEpochMilli();
    if (note.due() == due.toEpochMilli() && note.next() != null) {
      wanted = true;
      from = note.next();
    }
    if (wanted) {
      new Run(due.toEpochMilli(), duty, stopped).from(from);
    }
    if (!stopped.getAsBoolean()) {
      looked = true;
      next = schedule.nextAfter(due);
    }
  }

  /** One refresh, or what is left of it. */
  private final class Run {
    private final long due;
    private final CacheStore.Duty duty;
    private final BooleanSupplier stopped;
    private long refreshed;
    private long failed;

    Run(long due, CacheStore.Duty duty, BooleanSupplier stopped) {
      this.due = due;
      this.duty = duty;
      this.stopped = stopped;
    }

    void from(ScanPage.Cursor start) {
      long started = System.nanoTime();
      ScanPage.@Nullable Cursor cursor = start;
      note(cursor);
      while (cursor != null && !stopped.getAsBoolean()) {
        cursor = named.isEmpty() ? ofCache(cursor) : ofNamed(cursor);
        note(cursor);
      }
      if (cursor != null) {
        return;
      }
      figures.refreshRuns.increment();
      LOG.debug(
          "Refreshed {} entries of cache '{}' in {} ms; {} keys failed",
          refreshed,
          context.cacheName(),
          (System.nanoTime() - started) / 1_000_000,
          failed);
    }

    private void note(ScanPage.@Nullable Cursor cursor) {
      if (!Await.join(duty.note(new RefreshNote(due, cursor).toString()))) {
        throw new CacheException("Another JVM has taken over");
      }
    }

    private ScanPage.@Nullable Cursor ofCache(ScanPage.Cursor cursor) {
      KeyPage page = Await.join(context.store().scanKeys(cursor, schedule.getPageSize(), null));
      List<K> keys = new ArrayList<>();
      for (byte[] encoded : page.keys()) {
        K key = context.codec().keyOrMiss(encoded);
        if (key != null) {
          keys.add(key);
        }
      }
      for (int i = 0; i < keys.size(); i += schedule.getPageSize()) {
        if (stopped.getAsBoolean()) {
          return cursor; // whoever goes on begins with this page
        }
        refresh(keys.subList(i, Math.min(keys.size(), i + schedule.getPageSize())), false);
      }
      return page.next();
    }

    private ScanPage.@Nullable Cursor ofNamed(ScanPage.Cursor cursor) {
      int start = Math.min(cursor.partition(), named.size());
      int end = Math.min(named.size(), start + schedule.getPageSize());
      refresh(named.subList(start, end), true);
      return end == named.size() ? null : new ScanPage.Cursor(end, "0");
    }

    private void refresh(List<K> keys, boolean alsoAbsent) {
      if (keys.isEmpty()) {
        return;
      }
      try {
        int stored = loads.refresh(keys, alsoAbsent);
        refreshed += stored;
        figures.refreshed.add(stored);
      } catch (CacheLoaderException e) {
        figures.refreshFailures.add(keys.size());
        if (failed == 0) {
          LOG.warn(
              "A scheduled refresh of cache '{}' could not load {} keys and goes on; further"
                  + " failures of this run are only counted",
              context.cacheName(),
              keys.size(),
              e);
        }
        failed += keys.size();
      }
    }
  }
}
