package org.cinnabar.jcache.internal.codec;

import java.util.Objects;
import java.util.Set;
import org.cinnabar.jcache.CinnabarConfiguration;

/**
 * What a codec may decode, and how large it may get.
 *
 * @param classLoader finds the application's classes; the CacheManager's loader
 * @param trustedClasses names of classes that may be decoded although this JVM hasn't written them
 *     yet: class names, or package prefixes that end in {@code .} or {@code .*} and include
 *     subpackages
 * @param trustAll decode every application class that the bytes name; dangerous, warned of when the
 *     codec is made
 * @param maxDepth how deeply objects may be nested, in levels, 1 to 10,000
 * @param maxBytes the largest encoded key or value, in bytes, 1 to 512 MiB (the server's own limit)
 */
public record CodecSettings(
    ClassLoader classLoader,
    Set<String> trustedClasses,
    boolean trustAll,
    int maxDepth,
    int maxBytes) {
  /**
   * Checks every setting.
   *
   * @throws IllegalArgumentException naming the setting and the remedy
   * @throws NullPointerException when a reference is null
   */
  public CodecSettings {
    Objects.requireNonNull(classLoader, "classLoader");
    trustedClasses = Set.copyOf(trustedClasses);
    trustedClasses.forEach(CodecSettings::requireName);
    requireRange("maxDepth", maxDepth, CinnabarConfiguration.LARGEST_MAX_DEPTH, "levels");
    requireRange("maxBytes", maxBytes, CinnabarConfiguration.LARGEST_MAX_BYTES, "bytes");
  }

  /** The settings of an ordinary application: nothing configured, the default limits. */
  public static CodecSettings defaults(ClassLoader classLoader) {
    return new CodecSettings(
        classLoader,
        Set.of(),
        false,
        CinnabarConfiguration.DEFAULT_MAX_DEPTH,
        CinnabarConfiguration.DEFAULT_MAX_BYTES);
  }

  private static void requireRange(String setting, int value, int limit, String unit) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException(
          setting + " is " + value + "; set it to between 1 and " + limit + " " + unit);
    }
  }

  private static void requireName(String name) {
    String stem = name.endsWith(".*") ? name.substring(0, name.length() - 2) : name;
    stem = stem.endsWith(".") ? stem.substring(0, stem.length() - 1) : stem;
    boolean valid = !stem.isEmpty() && !stem.startsWith(".") && !stem.endsWith(".");
    for (int i = 0; i < stem.length() && valid; i++) {
      valid = stem.charAt(i) == '.' || Character.isJavaIdentifierPart(stem.charAt(i));
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "trustedClasses contains \""
              + name
              + "\"; write a class name such as com.acme.Order or a package such as "
              + "com.acme.* (to trust everything there is the separate setting trustAll)");
    }
  }
}
