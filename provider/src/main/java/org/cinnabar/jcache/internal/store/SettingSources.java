package org.cinnabar.jcache.internal.store;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The places a text setting is looked for, strongest first: the manager's properties, the URI's
 * query, system properties, the environment, {@code cinnabar.yaml}.
 */
final class SettingSources {
  private static final String PREFIX = "cinnabar.";

  private final Properties manager;
  private final Environment environment;
  private final Map<String, String> yaml;

  SettingSources(Properties manager, Environment environment, Map<String, String> yaml) {
    this.manager = manager;
    this.environment = environment;
    this.yaml = yaml;
  }

  /** What surrounds this JVM. Each function answers null for a name that isn't set. */
  record Environment(NullableLookup property, NullableLookup variable) {
    static final Environment REAL = new Environment(System::getProperty, System::getenv);
  }

  /** Finds a value by name, or null. */
  @FunctionalInterface
  interface NullableLookup {
    @Nullable String get(String name);
  }

  /** A value and where it was found, for error messages. */
  record Setting(String value, String origin) {
    CacheException invalid(String advice) {
      return new CacheException("The " + origin + " is \"" + value + "\": " + advice);
    }
  }

  /** Finds a setting by its short name, such as {@code deadline}; null where nobody sets it. */
  @Nullable Setting find(String name, Map<String, String> query) {
    String property = PREFIX + name;
    Map<String, @Nullable String> found = new LinkedHashMap<>();
    found.put("manager property " + property, manager.getProperty(property));
    found.put("URI parameter " + name, query.get(name));
    found.put("system property " + property, environment.property().get(property));
    String variable = property.toUpperCase(Locale.ROOT).replace('.', '_');
    found.put("environment variable " + variable, environment.variable().get(variable));
    found.put("key " + name + " in " + YamlSettings.RESOURCE, yaml.get(name));
    for (Map.Entry<String, @Nullable String> entry : found.entrySet()) {
      String value = entry.getValue();
      if (value != null && !value.isBlank()) {
        return new Setting(value.trim(), entry.getKey());
      }
    }
    return null;
  }
}
