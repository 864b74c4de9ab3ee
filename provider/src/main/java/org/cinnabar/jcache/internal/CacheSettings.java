package org.cinnabar.jcache.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.cinnabar.jcache.CinnabarConfiguration;
import org.cinnabar.jcache.Eviction;
import org.cinnabar.jcache.LoadPolicy;
import org.cinnabar.jcache.ReadFrom;
import org.cinnabar.jcache.RefreshAhead;
import org.cinnabar.jcache.WriteBehind;
import org.cinnabar.jcache.internal.store.DeclaredSettings;
import org.cinnabar.jcache.internal.store.DeclaredSettings.Declared;
import org.cinnabar.jcache.internal.store.DurationText;

/**
 * The settings of caches that are declared outside of the code, and the table of those that
 * Cinnabar knows. A new setting is a new line in the table.
 */
final class CacheSettings {
  private static final String WRITE_BEHIND = "write-behind";

  /** How the text of each setting gets into a configuration. */
  private static final Map<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> TABLE =
      WarmingSettings.and(
          Map.ofEntries(
              row("trusted-classes", (to, text) -> to.addTrustedClasses(text.split("[,\\s]+"))),
              row("trust-all-classes", (to, text) -> to.setTrustAllClasses(truth(text))),
              row("max-depth", (to, text) -> to.setMaxDepth(number(text))),
              row("max-bytes", (to, text) -> to.setMaxBytes(number(text))),
              row("partitions", (to, text) -> to.setPartitions(number(text))),
              row("read-from", (to, text) -> to.setReadFrom(readFrom(text))),
              row(
                  "acknowledging-replicas",
                  (to, text) -> to.setAcknowledgingReplicas(number(text))),
              row("near.size", (to, text) -> to.setNearSize(number(text))),
              row("near.bytes", (to, text) -> to.setNearBytes(longNumber(text))),
              row("near.max-age", (to, text) -> to.setNearMaxAge(duration(text))),
              row("expiry.jitter", (to, text) -> to.setExpiryJitter(share(text))),
              row("invalidation.stream", (to, text) -> to.setInvalidationStream(truth(text))),
              behind("enabled", (to, text) -> to.withEnabled(truth(text))),
              behind("batch-size", (to, text) -> to.withBatchSize(number(text))),
              behind("delay", (to, text) -> to.withDelay(duration(text))),
              behind("max-backlog", (to, text) -> to.withMaxBacklog(number(text))),
              behind("max-tries", (to, text) -> to.withMaxTries(number(text))),
              behind("backoff", (to, text) -> to.withBackoff(duration(text), to.getMaxBackoff())),
              behind("max-backoff", (to, text) -> to.withBackoff(to.getBackoff(), duration(text))),
              behind("takeover", (to, text) -> to.withTakeover(duration(text))),
              behind("coalescing", (to, text) -> to.withCoalescing(truth(text))),
              behind("close-limit", (to, text) -> to.withCloseLimit(duration(text))),
              row("immutable-classes", (to, text) -> to.addImmutableClasses(text.split("[,\\s]+"))),
              load("single-flight", (from, text) -> from.withSingleFlight(truth(text))),
              load("lease", (from, text) -> from.withLease(duration(text))),
              load("wait", (from, text) -> from.withWait(duration(text))),
              load("timeout", (from, text) -> from.withTimeout(duration(text))),
              load("null-for", (from, text) -> from.withNullFor(duration(text))),
              refresh("share", (from, text) -> from.withShare(share(text))),
              refresh("early", (from, text) -> from.withEarly(share(text))),
              refresh("stale-for", (from, text) -> from.withStaleFor(duration(text))),
              row("hot-keys.size", (to, text) -> to.setHotKeysSize(number(text))),
              row("max-entries", (to, text) -> to.setMaxEntries(number(text))),
              row("eviction", (to, text) -> to.setEviction(eviction(text)))));

  /** What the CDI extension reads for the caches that it creates; no business of a provider's. */
  private static final Set<String> FOREIGN =
      Set.of(
          "key-type",
          "value-type",
          "expiry.created",
          "expiry.accessed",
          "expiry.modified",
          "expiry.touched",
          "statistics",
          "management",
          "store-by-value",
          "read-through",
          "write-through",
          "loader",
          "writer");

  private final DeclaredSettings declared;

  private CacheSettings(DeclaredSettings declared) {
    this.declared = declared;
  }

  /**
   * Reads and checks all that is declared, for whatever cache.
   *
   * @param manager the manager's properties
   * @param loader finds {@code cinnabar.yaml}
   * @throws CacheException if something is wrong; the message names all that is
   */
  static CacheSettings resolve(Properties manager, ClassLoader loader) {
    return resolve(manager, System.getenv(), loader);
  }

  static CacheSettings resolve(
      Properties manager, Map<String, String> variables, ClassLoader loader) {
    DeclaredSettings declared = DeclaredSettings.read(manager, variables, loader);
    List<String> problems = new ArrayList<>();
    declared.all().forEach(one -> check(one, problems));
    if (!problems.isEmpty()) {
      throw new CacheException(
          "The settings of caches are wrong in "
              + (problems.size() == 1 ? "one place: " : problems.size() + " places: ")
              + String.join("; ", problems)
              + ".");
    }
    return new CacheSettings(declared);
  }

  private static Map.Entry<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> row(
      String setting, BiConsumer<CinnabarConfiguration<?, ?>, String> setter) {
    return Map.entry(setting, setter);
  }

  private static Map.Entry<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> load(
      String setting, BiFunction<LoadPolicy, String, LoadPolicy> with) {
    return row(
        "load." + setting, (to, text) -> to.setLoadPolicy(with.apply(to.getLoadPolicy(), text)));
  }

  private static Map.Entry<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> refresh(
      String setting, BiFunction<RefreshAhead, String, RefreshAhead> with) {
    return row(
        "refresh." + setting,
        (to, text) -> to.setRefreshAhead(with.apply(to.getRefreshAhead(), text)));
  }

  private static Map.Entry<String, BiConsumer<CinnabarConfiguration<?, ?>, String>> behind(
      String setting, BiFunction<WriteBehind, String, WriteBehind> change) {
    return row(
        WRITE_BEHIND + "." + setting,
        (to, text) -> to.setWriteBehind(change.apply(to.getWriteBehind(), text)));
  }

  /** Makes the settings declared for a cache, but none that the configuration made itself. */
  void apply(String cacheName, CinnabarConfiguration<?, ?> to) {
    Set<String> made = to.getSettingsMade();
    TABLE.forEach(
        (setting, setter) -> {
          Declared found = declared.find(cacheName, setting);
          String strategy = setting.startsWith(WRITE_BEHIND) ? WRITE_BEHIND : setting;
          if (found != null && !made.contains(strategy)) {
            setter.accept(to, found.value());
          }
        });
  }

  private static void check(Declared one, List<String> problems) {
    TABLE.entrySet().stream()
        .filter(entry -> one.isOfAny(entry.getKey()))
        .max(Comparator.comparing(entry -> entry.getKey().length()))
        .ifPresentOrElse(
            entry -> {
              try {
                entry.getValue().accept(new CinnabarConfiguration<>(), one.value());
              } catch (IllegalArgumentException e) {
                problems.add(
                    "the " + one.origin() + " is \"" + one.value() + "\": " + e.getMessage());
              }
            },
            () -> {
              if (!isForeign(one)) {
                problems.add(unknown(one));
              }
            });
  }

  private static boolean isForeign(Declared one) {
    return FOREIGN.stream().anyMatch(one::isOfAny);
  }

  private static String unknown(Declared one) {
    String separator = one.variable() ? "_" : ".";
    String nearest =
        Stream.concat(TABLE.keySet().stream(), FOREIGN.stream())
            .sorted()
            .min(Comparator.comparingInt(known -> distance(one, known, separator)))
            .orElseThrow();
    return "the "
        + one.origin()
        + " names no setting of a cache; the nearest is "
        + (one.variable() ? DeclaredSettings.asVariable(nearest) : nearest)
        + ", known are "
        + new TreeSet<>(TABLE.keySet())
        + " and, for the CDI extension, "
        + new TreeSet<>(FOREIGN);
  }

  /** From the end of the path, cut at any separator after the cache's name, to a known setting. */
  private static int distance(Declared one, String known, String separator) {
    String to = one.variable() ? DeclaredSettings.asVariable(known) : known;
    int nearest = distance(one.path(), to);
    for (int at = one.path().indexOf(separator);
        at >= 0;
        at = one.path().indexOf(separator, at + 1)) {
      nearest = Math.min(nearest, distance(one.path().substring(at + 1), to));
    }
    return nearest;
  }

  /** Levenshtein's: how many letters are to be inserted, deleted or replaced. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("write a whole number of at most " + Integer.MAX_VALUE, e);
    }
  }

  private static long longNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("write a whole number of at most " + Long.MAX_VALUE, e);
    }
  }

  private static double share(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("write a share such as 0.1", e);
    }
  }

  static Duration duration(String text) {
    Duration duration = DurationText.parse(text);
    if (duration == null) {
      throw new IllegalArgumentException("write a duration such as 500ms, 1s, 2m or PT1.5S");
    }
    return duration;
  }

  private static ReadFrom readFrom(String text) {
    return switch (text) {
      case "master" -> ReadFrom.MASTER;
      case "replica" -> ReadFrom.REPLICA;
      default -> throw new IllegalArgumentException("write master or replica");
    };
  }

  private static Eviction eviction(String text) {
    return switch (text) {
      case "LFU", "lfu" -> Eviction.LFU;
      case "LRU", "lru" -> Eviction.LRU;
      default -> throw new IllegalArgumentException("write LFU or LRU");
    };
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("write true or false");
    };
  }
}
