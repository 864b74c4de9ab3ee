package org.cinnabar.cdi.internal.cache;

import java.net.URI;
import java.util.Properties;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.cinnabar.cdi.internal.call.Lazy;
import org.cinnabar.cdi.internal.settings.CdiSettings;
import org.jspecify.annotations.Nullable;

/**
 * The provider and the manager of one application, found when first needed and closed with it. Only
 * what was opened here is closed.
 */
public final class Access {
  private final CdiSettings settings;
  private final ClassLoader loader;
  private final Properties properties;
  private final @Nullable Supplier<CachingProvider> given;
  private final Lazy<CachingProvider> provider;
  private final Lazy<CacheManager> manager;

  /**
   * Access by these settings.
   *
   * @param loader the application's class loader
   * @param properties what the provider is told
   * @param given the application's own provider, which it closes itself; null to find one
   */
  public Access(
      CdiSettings settings,
      ClassLoader loader,
      Properties properties,
      @Nullable Supplier<CachingProvider> given) {
    this.settings = settings;
    this.loader = loader;
    this.properties = properties;
    this.given = given;
    provider =
        new Lazy<>(
            () ->
                ContextLoader.with(loader, () -> ProviderChoice.find(settings.provider(), loader)));
    manager = new Lazy<>(() -> ContextLoader.with(loader, this::open));
  }

  /**
   * The provider.
   *
   * @throws javax.cache.CacheException when it can't be told which
   */
  public CachingProvider provider() {
    return given == null ? provider.get() : given.get();
  }

  /**
   * The manager: what JNDI has, where that is set, else the provider's for this application.
   *
   * @throws javax.cache.CacheException when it can't be had
   */
  public CacheManager manager() {
    return manager.get();
  }

  private CacheManager open() {
    String name = settings.jndiName();
    if (name != null) {
      return Jndi.lookUp(name);
    }
    CachingProvider from = provider();
    URI uri = settings.uri() == null ? from.getDefaultURI() : settings.uri();
    return from.getCacheManager(uri, loader, properties);
  }

  /** Closes the manager if it was opened here, and the provider's others of this application. */
  public void close() {
    CacheManager opened = manager.ifMade();
    if (opened != null && settings.jndiName() == null) {
      opened.close();
    }
    CachingProvider used = provider.ifMade();
    if (used != null) {
      used.close(loader);
    }
  }
}
