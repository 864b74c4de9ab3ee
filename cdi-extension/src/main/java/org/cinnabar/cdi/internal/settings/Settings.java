package org.cinnabar.cdi.internal.settings;

import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of an application: from MicroProfile Config where the server has it, else from
 * system properties and the environment.
 */
public final class Settings {
  private static final System.Logger LOG = System.getLogger(Settings.class.getName());
  private static final String PREFIX = "cinnabar.";

  private final SettingSource source;

  Settings(SettingSource source) {
    this.source = source;
  }

  /** Reads the settings of the application with this class loader. */
  public static Settings read(ClassLoader loader) {
    return new Settings(source(loader));
  }

  /**
   * Lets go of what reading them may have left in the server for the application's class loader.
   */
  public static void release(ClassLoader loader) {
    try {
      MicroProfileSource.release(loader);
    } catch (LinkageError | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "There is no MicroProfile Config to release", e);
    }
  }

  private static SettingSource source(ClassLoader loader) {
    try {
      return new MicroProfileSource(loader);
    } catch (LinkageError | IllegalStateException e) {
      // The API may be there without an implementation.
      LOG.log(System.Logger.Level.DEBUG, "There is no MicroProfile Config here", e);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "MicroProfile Config can't be used; Cinnabar looks at system properties and environment only",
          e);
    }
    return new SystemSource(System.getenv());
  }

  /** The value of a setting, without surrounding white space; empty when there is none. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(source.get(name)).map(String::strip);
  }

  /** Everything listed that begins with {@code cinnabar.}, sorted by name. */
  public SortedMap<String, String> listed() {
    SortedMap<String, String> listed = new TreeMap<>();
    for (String name : source.names()) {
      if (name.startsWith(PREFIX)) {
        get(name).ifPresent(value -> listed.put(name, value));
      }
    }
    return listed;
  }

  /** All settings that begin with {@code cinnabar.}, for the provider. */
  public Properties properties() {
    Properties properties = new Properties();
    properties.putAll(listed());
    return properties;
  }
}
