package org.cinnabar.jcache.internal.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;

/** The masters that a client knows at present, and which slots they have. */
final class Masters {
  /** Enough to meet every master of the largest cluster, and a bound for what is none. */
  private static final int MOST_KEYS = 50_000;

  private final RedissonClient client;
  private final ConnectionManager known;

  /**
   * The masters of a client.
   *
   * @throws IllegalArgumentException for a client that wasn't made by {@link Redisson}
   */
  Masters(RedissonClient client) {
    this.client = client;
    this.known = Commands.executor(client).getConnectionManager();
  }

  /** The slot of a key; the same for all keys without a cluster. */
  int slot(String key) {
    return known.calcSlot(key);
  }

  /** The master that has a key; null when nobody has its slot at present. */
  @Nullable MasterSlaveEntry of(String key) {
    return known.getEntry(slot(key));
  }

  /** Whether there is one for every slot. */
  boolean haveAllSlots() {
    return !client.getConfig().isClusterConfig()
        || IntStream.range(0, SlotTags.SLOTS).allMatch(slot -> known.getEntry(slot) != null);
  }

  /** Names of keys that begin with a name, one in the slots of each master. */
  Collection<String> aKeyOfEach(String name) {
    int count = known.getEntrySet().size();
    Map<MasterSlaveEntry, String> keys = new HashMap<>();
    for (int i = 0; keys.size() < count && i < MOST_KEYS; i++) {
      String key = i == 0 ? name : name + i;
      MasterSlaveEntry master = of(key);
      if (master != null) {
        keys.putIfAbsent(master, key);
      }
    }
    return keys.isEmpty() ? List.of(name) : keys.values();
  }
}
