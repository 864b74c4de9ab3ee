package org.cinnabar.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.CacheClient;
import org.cinnabar.benchmarks.peer.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The operations that are measured, on a cache filled with {@value #ENTRIES} entries. What comes
 * back is checked as far as that costs nothing: a wrong result ends the measurement.
 */
final class Workload {
  static final int ENTRIES = 1 << 13;
  private static final int BATCH = 100;
  private static final int BATCHES = 64;
  private static final int VARIANTS = 64;
  private static final int OWN_KEYS = 64;

  private final CacheClient client;
  private final List<String> keys = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private final List<Set<String>> keyBatches = new ArrayList<>();
  private final List<Map<String, Object>> entryBatches = new ArrayList<>();

  Workload(CacheClient client, Size size) {
    this.client = client;
    for (int i = 0; i < VARIANTS; i++) {
      values.add(size.value(i));
    }
    for (int i = 0; i < ENTRIES; i++) {
      keys.add("product-%06d".formatted(i));
      absent.add("missing-%06d".formatted(i));
    }
    for (int i = 0; i < BATCHES; i++) {
      List<String> some = keys.subList(i * BATCH, (i + 1) * BATCH);
      keyBatches.add(new LinkedHashSet<>(some));
      entryBatches.add(entries(some));
    }
  }

  /** Empties the cache and fills it. */
  void fill() {
    client.clear();
    for (int i = 0; i < ENTRIES; i += BATCH) {
      client.putAll(entries(keys.subList(i, Math.min(i + BATCH, ENTRIES))));
    }
  }

  /** The keys and turns of one thread. */
  Cursor cursor(int thread) {
    List<String> own = new ArrayList<>();
    for (int i = 0; i < OWN_KEYS; i++) {
      own.add("thread-%02d-%02d".formatted(thread, i));
    }
    return new Cursor(own, thread * 997);
  }

  /** Puts what {@link #replace} replaces first. */
  void fillOwn(Cursor cursor) {
    cursor.own.forEach(key -> client.put(key, values.get(0)));
  }

  Object getHit(Cursor cursor) {
    Object value = client.get(cursor.next(keys));
    if (value == null) {
      throw new IllegalStateException("An entry is missing");
    }
    return value;
  }

  @Nullable Object getMiss(Cursor cursor) {
    return client.get(cursor.next(absent));
  }

  void put(Cursor cursor) {
    client.put(cursor.next(keys), cursor.here(values));
  }

  @Nullable Object getAndPut(Cursor cursor) {
    return client.getAndPut(cursor.next(keys), cursor.here(values));
  }

  boolean putIfAbsent(Cursor cursor) {
    boolean put = client.putIfAbsent(cursor.next(keys), cursor.here(values));
    return require(!put, "putIfAbsent of an entry that is there");
  }

  boolean replace(Cursor cursor) {
    int turn = cursor.at++;
    String key = cursor.own.get(turn % OWN_KEYS);
    int round = turn / OWN_KEYS;
    Object before = values.get(round % VARIANTS);
    boolean replaced = client.replace(key, before, values.get((round + 1) % VARIANTS));
    return require(replaced, "replace with the value that is there");
  }

  Object invoke(Cursor cursor) {
    return client.invoke(cursor.next(keys), cursor.here(values));
  }

  Object getAll(Cursor cursor) {
    return client.getAll(cursor.next(keyBatches));
  }

  void putAll(Cursor cursor) {
    client.putAll(cursor.next(entryBatches));
  }

  /** Any of them, where it needn't be fast. */
  @Nullable Object run(Operation operation, Cursor cursor) {
    return switch (operation) {
      case GET_HIT -> getHit(cursor);
      case GET_MISS -> getMiss(cursor);
      case PUT -> {
        put(cursor);
        yield null;
      }
      case GET_AND_PUT -> getAndPut(cursor);
      case PUT_IF_ABSENT -> putIfAbsent(cursor);
      case REPLACE -> replace(cursor);
      case INVOKE -> invoke(cursor);
      case GET_ALL -> getAll(cursor);
      case PUT_ALL -> {
        putAll(cursor);
        yield null;
      }
    };
  }

  private Map<String, Object> entries(List<String> some) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (String key : some) {
      entries.put(key, values.get(Math.floorMod(key.hashCode(), VARIANTS)));
    }
    return entries;
  }

  private static boolean require(boolean right, String what) {
    if (!right) {
      throw new IllegalStateException("Wrong result of " + what);
    }
    return true;
  }

  /** Where a thread is. */
  static final class Cursor {
    private final List<String> own;
    private final int offset;
    private int at;

    private Cursor(List<String> own, int offset) {
      this.own = own;
      this.offset = offset;
    }

    private <T> T next(List<T> from) {
      at++;
      return here(from);
    }

    private <T> T here(List<T> from) {
      return from.get(((at + offset) & Integer.MAX_VALUE) % from.size());
    }
  }
}
