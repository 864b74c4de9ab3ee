package org.cinnabar.jcache.internal.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordingListener implements StoreListener {
  final List<StoreEvent> events = new CopyOnWriteArrayList<>();
  final List<String> acknowledged = new CopyOnWriteArrayList<>();
  final List<String> lost = new CopyOnWriteArrayList<>();
  final List<Integer> cleared = new CopyOnWriteArrayList<>();

  @Override
  public void onEvent(StoreEvent event) {
    events.add(event);
  }

  @Override
  public void onAcknowledged(int partition, long sequence) {
    acknowledged.add(partition + ":" + sequence);
  }

  @Override
  public void onLost(int partition, long missed) {
    lost.add(partition + ":" + missed);
  }

  @Override
  public void onCleared(int partition) {
    cleared.add(partition);
  }
}
