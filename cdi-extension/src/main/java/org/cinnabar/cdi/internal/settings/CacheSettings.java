package org.cinnabar.cdi.internal.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the caches, {@code cinnabar.caches.<name>.<setting>}. A name with dots may stand
 * in double quotes. Settings that aren't the standard's are the provider's business.
 */
public final class CacheSettings {
  private static final String PREFIX = "cinnabar.caches.";
  private static final Set<String> EXPIRY =
      new TreeSet<>(
          Set.of("expiry.created", "expiry.accessed", "expiry.modified", "expiry.touched"));

  /** Begins like a standard one, but is Cinnabar's provider's business. */
  private static final String PROVIDERS_EXPIRY = "expiry.jitter";

  /** What settings with a dot begin with; the last ones are all Cinnabar's provider's business. */
  private static final List<String> GROUPS =
      List.of(
          "expiry.",
          "near.",
          "load.",
          "refresh.",
          "write-behind.",
          "invalidation.",
          "hot-keys.",
          "scheduled-refresh.",
          "warm.",
          "predict.");

  private static final Set<String> STANDARD = new TreeSet<>(EXPIRY);

  static {
    STANDARD.addAll(
        Set.of(
            "key-type",
            "value-type",
            "statistics",
            "management",
            "store-by-value",
            "read-through",
            "write-through",
            "loader",
            "writer"));
  }

  private final Settings settings;
  private final Map<String, Map<String, String>> declared = new TreeMap<>();

  /** Sorts the settings by cache; misspelt standard ones are added to the mistakes. */
  public CacheSettings(Settings settings, List<String> mistakes) {
    this.settings = settings;
    settings
        .listed()
        .keySet()
        .forEach(
            key -> {
              if (key.startsWith(PREFIX)) {
                sort(key, key.substring(PREFIX.length()), mistakes);
              }
            });
  }

  private void sort(String key, String rest, List<String> mistakes) {
    int end = rest.startsWith("\"") ? rest.indexOf('"', 1) : -1;
    boolean quoted = end > 1 && end + 2 < rest.length() && rest.charAt(end + 1) == '.';
    int dot = quoted ? end + 1 : separator(rest);
    if (dot <= 0 || dot == rest.length() - 1) {
      mistakes.add("The setting %s names no cache, or no setting of one.".formatted(key));
      return;
    }
    String cache = quoted ? rest.substring(1, end) : rest.substring(0, dot);
    String setting = rest.substring(dot + 1);
    declared.computeIfAbsent(cache, any -> new HashMap<>()).put(setting, key);
    if (!STANDARD.contains(setting)) {
      misspelt(setting)
          .ifPresent(
              meant ->
                  mistakes.add(
                      "There is no setting %s; did you mean %s%s.%s?"
                          .formatted(key, PREFIX, cache, meant)));
    }
  }

  // The name may have dots, so the end decides.
  private static int separator(String rest) {
    int last = rest.lastIndexOf('.');
    int before = rest.lastIndexOf('.', last - 1);
    boolean grouped =
        before > 0 && GROUPS.stream().anyMatch(group -> rest.startsWith(group, before + 1));
    return grouped ? before : last;
  }

  private static Optional<String> misspelt(String setting) {
    if (setting.equals(PROVIDERS_EXPIRY)) {
      return Optional.empty();
    }
    String nearest = Values.nearest(setting, STANDARD);
    boolean close = Values.distance(setting, nearest) <= 2;
    return close || setting.startsWith("expiry.") ? Optional.of(nearest) : Optional.empty();
  }

  /** The caches that have any setting that can be listed. */
  public Set<String> caches() {
    return declared.keySet();
  }

  /** The key under which a cache's setting stands, or would stand. */
  String key(String cache, String setting) {
    String listed = declared.getOrDefault(cache, Map.of()).get(setting);
    return listed == null ? PREFIX + cache + '.' + setting : listed;
  }

  @Nullable String value(String cache, String setting) {
    return settings.get(key(cache, setting)).orElse(null);
  }

  /** The keys of the expiry settings that a cache has. */
  List<String> expiries(String cache) {
    List<String> found = new ArrayList<>(EXPIRY);
    found.removeIf(setting -> value(cache, setting) == null);
    return found;
  }
}
