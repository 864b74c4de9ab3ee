package org.cinnabar.cdi.internal.settings;

import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;

/**
 * MicroProfile Config, where the server has it; loaded only then. It knows system properties and
 * environment variables too.
 */
final class MicroProfileSource implements SettingSource {
  private static final String GLASSFISH = "org.glassfish.";

  private final Config config;

  /** The configuration of the application with this class loader. */
  MicroProfileSource(ClassLoader loader) {
    config = ConfigProvider.getConfig(loader);
  }

  /**
   * Lets go of the configuration of an application that ends. Servers do that themselves, but for
   * GlassFish, which otherwise keeps the class loader of every application that has read a setting.
   */
  static void release(ClassLoader loader) {
    ConfigProviderResolver resolver = ConfigProviderResolver.instance();
    if (resolver.getClass().getName().startsWith(GLASSFISH)) {
      // What it hands out is a view; it only knows what is behind that.
      resolver.releaseConfig(resolver.getConfig(loader).unwrap(Config.class));
    }
  }

  @Override
  public @Nullable String get(String name) {
    return config
        .getOptionalValue(name, String.class)
        .filter(value -> !value.isBlank())
        .orElse(null);
  }

  @Override
  public Set<String> names() {
    // Some implementations list the names once for all.
    Set<String> names = new HashSet<>(System.getProperties().stringPropertyNames());
    config.getPropertyNames().forEach(names::add);
    return names;
  }
}
