package org.cinnabar.jcache.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the surroundings declare for single caches: manager properties and system properties named
 * {@code cinnabar.caches.<cache>.<setting>}, environment variables {@code
 * CINNABAR_CACHES_<CACHE>_<SETTING>}, and the key {@code caches} in {@code cinnabar.yaml}. In a
 * property the cache's name may stand in double quotes. Except in environment variables the cache
 * {@code *} stands for all that have nothing of their own. Knows no setting's meaning.
 */
public final class DeclaredSettings {
  private static final String PREFIX = "cinnabar.caches.";

  private static final String EVERY_CACHE = "*";

  private final List<Declared> strongestFirst = new ArrayList<>();

  private DeclaredSettings() {}

  /**
   * A value and where it was found.
   *
   * @param path the cache's name and the setting's, joined by a dot, or by an underscore in the
   *     form of an environment variable
   * @param variable whether the path has that form
   * @param value the text, trimmed, never empty
   * @param origin names the place in error messages
   */
  public record Declared(String path, boolean variable, String value, String origin) {

    /** Whether this is about the setting of the cache. */
    public boolean isOf(String cache, String setting) {
      String asked = cache + "." + setting;
      return path.equals(variable ? asVariable(asked) : asked);
    }

    /** Whether this is about the setting of every cache. */
    public boolean isOfEvery(String setting) {
      return !variable && isOf(EVERY_CACHE, setting);
    }

    /** Whether this is about the setting of whatever cache. */
    public boolean isOfAny(String setting) {
      String end = variable ? "_" + asVariable(setting) : "." + setting;
      return path.endsWith(end) && path.length() > end.length();
    }
  }

  /**
   * Reads them.
   *
   * @param manager the manager's properties
   * @param variables the environment
   * @param loader finds {@code cinnabar.yaml}
   * @throws javax.cache.CacheException if that file is wrong
   */
  public static DeclaredSettings read(
      Properties manager, Map<String, String> variables, ClassLoader loader) {
    DeclaredSettings read = new DeclaredSettings();
    read.add(SettingSources.texts(manager), PREFIX, "manager property ", "", false);
    read.add(SettingSources.texts(System.getProperties()), PREFIX, "system property ", "", false);
    read.add(variables, asVariable(PREFIX), "environment variable ", "", true);
    String place = " in " + YamlSettings.RESOURCE;
    read.add(YamlSettings.load(loader).caches(), "", "key caches.", place, false);
    return read;
  }

  /** All that is declared for any cache, the strongest first. */
  public List<Declared> all() {
    return List.copyOf(strongestFirst);
  }

  /** What counts for a setting of a cache, or null. */
  public @Nullable Declared find(String cache, String setting) {
    return strongestFirst.stream()
        .filter(declared -> declared.isOf(cache, setting))
        .findFirst()
        .orElseGet(() -> findForEvery(setting));
  }

  private @Nullable Declared findForEvery(String setting) {
    return strongestFirst.stream()
        .filter(declared -> declared.isOfEvery(setting))
        .findFirst()
        .orElse(null);
  }

  /** A name as environment variables have it: in capitals, underscores for all but A-Z and 0-9. */
  public static String asVariable(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private void add(
      Map<String, String> values, String prefix, String kind, String place, boolean variable) {
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix) && !value.isBlank()) {
                String path = unquoted(name.substring(prefix.length()));
                strongestFirst.add(new Declared(path, variable, value.trim(), kind + name + place));
              }
            });
  }

  /** The path without the quotes that the cache's name may stand in. */
  private static String unquoted(String path) {
    int end = path.startsWith("\"") ? path.indexOf("\".", 1) : -1;
    return end > 1 ? path.substring(1, end) + path.substring(end + 1) : path;
  }
}
