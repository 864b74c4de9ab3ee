package org.cinnabar.containers;

import java.io.File;
import java.util.List;

/** A JCache provider that the suite runs on. */
enum Provider {
  /** Ours, as users take it: one jar with the extension inside, beside the standard's API. */
  CINNABAR("org.cinnabar.jcache.CinnabarCachingProvider", "cinnabar-drop-in", "cache-api"),

  /** Another one, with the extension beside it: the extension knows no provider. */
  CAFFEINE(
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
      "cache-api",
      "cinnabar-cdi",
      "jcache",
      "caffeine",
      "config");

  private final String className;
  private final String[] libraries;

  Provider(String className, String... libraries) {
    this.className = className;
    this.libraries = libraries;
  }

  /** The class of the provider. */
  String className() {
    return className;
  }

  /** Everything that an application packs to use the provider by annotations. */
  List<File> libraries() {
    return Libraries.named(libraries);
  }
}
