package org.cinnabar.jcache.internal.store;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
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

  /** The system properties and environment variables of this JVM. */
  record Environment(Map<String, String> properties, Map<String, String> variables) {
    /** As they are now. */
    static Environment current() {
      return new Environment(texts(System.getProperties()), System.getenv());
    }
  }

  /** The properties that are texts, by name; a copy. */
  static Map<String, String> texts(Properties properties) {
    Map<String, String> texts = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      String value = properties.getProperty(name);
      if (value != null) {
        texts.put(name, value);
      }
    }
    return texts;
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
    found.put("system property " + property, environment.properties().get(property));
    String variable = property.toUpperCase(Locale.ROOT).replace('.', '_');
    found.put("environment variable " + variable, environment.variables().get(variable));
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
