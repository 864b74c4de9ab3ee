package org.cinnabar.cdi.internal.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caching provider: the one that is named, or the only one that the application brings,
 * or the only one there is.
 */
final class ProviderChoice {
  private static final String REMEDY =
      "name one by the setting cinnabar.cdi.provider, or by the system property javax.cache.spi.CachingProvider";

  private ProviderChoice() {}

  /**
   * Finds the provider for an application.
   *
   * @param name its class name; null for the only one
   * @param loader the application's class loader
   * @throws CacheException when there is none, or none by that name, or several and no name
   */
  static CachingProvider find(@Nullable String name, ClassLoader loader) {
    return name == null ? only(loader) : named(name, loader);
  }

  private static CachingProvider only(ClassLoader loader) {
    List<CachingProvider> found;
    try {
      found = all(loader);
    } catch (ServiceConfigurationError e) {
      throw new CacheException(
          "A caching provider on the class path can't be loaded; remove it, or " + REMEDY + ".", e);
    }
    if (found.isEmpty()) {
      throw new CacheException(
          "There is no caching provider in the application; add one, such as cinnabar-provider.");
    }
    List<CachingProvider> nearest = nearest(found, loader);
    if (nearest.size() > 1) {
      throw new CacheException(
          "There are several caching providers, %s; %s.".formatted(names(nearest), REMEDY));
    }
    return nearest.get(0);
  }

  // What an application brings goes before what the server has for everybody.
  private static List<CachingProvider> nearest(List<CachingProvider> found, ClassLoader loader) {
    List<CachingProvider> own =
        found.stream().filter(provider -> provider.getClass().getClassLoader() == loader).toList();
    return own.isEmpty() ? found : own;
  }

  // Taken from all that are registered as services: asking for it by its name would register it
  // once more under that, which changes what the application's own lookups find.
  private static CachingProvider named(String name, ClassLoader loader) {
    try {
      for (CachingProvider provider : all(loader)) {
        if (provider.getClass().getName().equals(name)) {
          return provider;
        }
      }
    } catch (ServiceConfigurationError e) {
      System.getLogger("org.cinnabar.cdi")
          .log(System.Logger.Level.DEBUG, "Another caching provider can't be loaded", e);
    }
    try {
      return Caching.getCachingProvider(name, loader);
    } catch (CacheException e) {
      throw new CacheException(
          "The caching provider %s, named by a setting, isn't in the application.".formatted(name),
          e);
    }
  }

  private static List<CachingProvider> all(ClassLoader loader) {
    List<CachingProvider> found = new ArrayList<>();
    // A registry that a server has for all never lets an application's class loader go.
    boolean shared = Caching.class.getClassLoader() != ProviderChoice.class.getClassLoader();
    Iterable<CachingProvider> registered =
        shared
            ? ServiceLoader.load(CachingProvider.class, loader)
            : Caching.getCachingProviders(loader);
    registered.forEach(found::add);
    return found;
  }

  private static String names(List<CachingProvider> providers) {
    return providers.stream()
        .map(provider -> provider.getClass().getName())
        .sorted()
        .collect(Collectors.joining(" and "));
  }
}
