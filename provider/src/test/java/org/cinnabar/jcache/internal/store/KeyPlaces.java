package org.cinnabar.jcache.internal.store;

import java.nio.charset.StandardCharsets;

/** Where caches keep their keys on the server, for tests of other packages. */
public final class KeyPlaces {
  private KeyPlaces() {}

  /**
   * How the names begin of all that the partition has which a key belongs to.
   *
   * @param partitions how many the cache has
   */
  public static String partition(
      String namespace, String cache, String encodedKey, int partitions) {
    int number = KeyNames.partitionOf(encodedKey.getBytes(StandardCharsets.UTF_8), partitions);
    return new KeyNames(namespace, cache)
        .partitions(partitions)
        .get(number)
        .entries()
        .replaceFirst("entries$", "");
  }
}
