package org.cinnabar.jcache.internal.store;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Takes duties of the cluster: work that one holder at a time does. Waits for nobody. */
final class Duties {
  private final StoreContext context;
  private final AtomicLong tokens = new AtomicLong();
  private final Set<HeldDuty> held = ConcurrentHashMap.newKeySet();

  Duties(StoreContext context) {
    this.context = context;
  }

  CompletableFuture<Optional<CacheStore.Duty>> take(String name) {
    String token = context.nodeId() + "-" + tokens.incrementAndGet();
    HeldDuty duty = new HeldDuty(context, name, token, held::remove);
    return duty.take()
        .thenApply(
            taken -> {
              if (!taken) {
                return Optional.empty();
              }
              held.add(duty);
              duty.startRenewing();
              return Optional.of(duty);
            });
  }

  /** Stops renewing: what is still held ends by itself. */
  void close() {
    held.forEach(HeldDuty::stopRenewing);
    held.clear();
  }
}
