package org.cinnabar.jcache.internal.operation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.CacheStore;
import org.jspecify.annotations.Nullable;

/** Tells which keys have no entry, without counting as lookups. */
public final class AbsentKeys {
  private AbsentKeys() {}

  /** Those of the keys that have no entry, or one that this JVM can't decode; in their order. */
  public static <K> Set<K> among(
      Collection<? extends K> keys, CacheStore store, LenientCodec<K, ?> codec) {
    Map<K, byte[]> encoded = new LinkedHashMap<>();
    keys.forEach(key -> encoded.computeIfAbsent(key, codec::encodeKey));
    List<byte @Nullable []> envelopes =
        Await.join(Partly.naming(encoded.keySet(), store.read(List.copyOf(encoded.values()))));
    Set<K> absent = new LinkedHashSet<>();
    int position = 0;
    for (K key : encoded.keySet()) {
      if (codec.valueOrMiss(envelopes.get(position++)) == null) {
        absent.add(key);
      }
    }
    return absent;
  }
}
