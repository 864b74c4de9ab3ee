package org.cinnabar.jcache.change;

import java.util.concurrent.atomic.AtomicLongArray;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.cinnabar.jcache.testing.Ledger;

/**
 * Hears of the writes of all JVMs. Notes {@code wrong ...} for an event that can't be, and says
 * since when it has heard of writes to all keys of the other JVM that began after the change.
 */
final class Ears
    implements CacheEntryCreatedListener<String, String>,
        CacheEntryUpdatedListener<String, String> {
  private final Ledger ledger;
  private final Log log;

  /** For each key when a write was first heard that began after the change; 0 for not yet. */
  private final AtomicLongArray heardAt = new AtomicLongArray(Load.KEYS);

  /** For each key what had begun when the change was done; -1 until it is. */
  private final AtomicLongArray before = new AtomicLongArray(Load.KEYS);

  Ears(Ledger ledger, Log log) {
    this.ledger = ledger;
    this.log = log;
    for (int key = 0; key < Load.KEYS; key++) {
      before.set(key, -1);
    }
  }

  CacheEntryListenerConfiguration<String, String> configuration() {
    Factory<CacheEntryListener<? super String, ? super String>> factory = () -> this;
    return new MutableCacheEntryListenerConfiguration<>(factory, null, false, false);
  }

  /** The change is done: from now on what begins is to be heard. */
  void changed() {
    for (int key = 0; key < Load.KEYS; key++) {
      before.set(key, ledger.begun(key));
    }
  }

  /** Since when every key of a JVM was heard of, in microseconds; 0 when one wasn't yet. */
  long heardAll(int jvm) {
    long last = 0;
    for (int key = jvm * Load.KEYS_EACH; key < (jvm + 1) * Load.KEYS_EACH; key++) {
      long at = heardAt.get(key);
      if (at == 0) {
        return 0;
      }
      last = Math.max(last, at);
    }
    return last;
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
    events.forEach(this::hear);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
    events.forEach(this::hear);
  }

  private void hear(CacheEntryEvent<? extends String, ? extends String> event) {
    if (!event.getKey().startsWith("k")) {
      return;
    }
    int key = Integer.parseInt(event.getKey().substring(1));
    long number = Load.number(key, event.getValue());
    if (number <= 0 || number > ledger.begun(key)) {
      log.note("wrong", "key", key, "had an event of", event.getValue());
    }
    long known = before.get(key);
    if (known >= 0 && number > known) {
      heardAt.compareAndSet(key, 0, Ledger.now());
    }
  }
}
