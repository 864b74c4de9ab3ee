package org.cinnabar.jcache;

import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One of the processes of {@link TagsTest}. One stores numbers with a tag, invalidates the tag, and
 * says so in an entry without tags; the other reads both through its near cache and counts the
 * numbers that it got although it had read before that they were invalidated a second ago.
 */
public final class TagsWorker {
  private static final int ROUNDS = 200;
  private static final Duration BOUND = Duration.ofSeconds(1);

  private TagsWorker() {}

  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) {
    try (CinnabarCachingProvider provider = new CinnabarCachingProvider()) {
      CinnabarCache<String, Integer> cache =
          provider
              .getCacheManager(URI.create(arguments[0]), null, null)
              .createCache(
                  "cache",
                  new CinnabarConfiguration<String, Integer>()
                      .setTypes(String.class, Integer.class)
                      .setNearSize(100))
              .unwrap(CinnabarCache.class);
      if (arguments[1].equals("writes")) {
        write(cache);
        System.out.println("stale: 0");
      } else {
        System.out.println("stale: " + read(cache));
      }
    }
  }

  private static void write(CinnabarCache<String, Integer> cache) {
    Awaitility.await("the reader")
        .atMost(Duration.ofSeconds(30))
        .until(() -> cache.containsKey("reader"));
    CinnabarCache<String, Integer> tagged = cache.withTags("t");
    for (int round = 1; round <= ROUNDS; round++) {
      tagged.put("number", round);
      cache.invalidateTags("t");
      if (cache.get("number") != null) {
        throw new IllegalStateException("own invalidation not seen in round " + round);
      }
      cache.put("invalidated", round);
    }
  }

  private static int read(CinnabarCache<String, Integer> cache) {
    cache.put("reader", 1);
    int stale = 0;
    int seen = 0;
    long seenAt = System.nanoTime();
    while (seen < ROUNDS) {
      Integer number = cache.get("number");
      if (number != null && number <= seen && System.nanoTime() - seenAt > BOUND.toNanos()) {
        stale++;
      }
      Integer invalidated = cache.get("invalidated");
      if (invalidated != null && invalidated > seen) {
        seen = invalidated;
        seenAt = System.nanoTime();
      }
    }
    long end = System.nanoTime() + BOUND.toNanos();
    while (System.nanoTime() < end) {
      cache.get("number");
    }
    return cache.get("number") == null ? stale : stale + 1;
  }
}
