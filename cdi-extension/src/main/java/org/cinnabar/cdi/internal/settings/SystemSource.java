package org.cinnabar.cdi.internal.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * System properties, then environment variables: {@code cinnabar.cdi.provider} is {@code
 * CINNABAR_CDI_PROVIDER} there. Environment variables can't be listed, as their names don't tell
 * dots from hyphens.
 */
final class SystemSource implements SettingSource {
  private final Map<String, String> environment;

  SystemSource(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable String get(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isBlank()) {
      value = environment.get(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }
    return value == null || value.isBlank() ? null : value;
  }

  @Override
  public Set<String> names() {
    return System.getProperties().stringPropertyNames();
  }
}
