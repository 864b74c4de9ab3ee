package org.cinnabar.cdi.internal.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the extension itself, {@code cinnabar.cdi.*}.
 *
 * @param provider the class name of the caching provider; null for the only one there is
 * @param uri the manager's URI; null for the provider's default
 * @param jndiName where the server binds a manager; null for none
 * @param failOnCacheError whether a failing cache fails the call
 * @param singleFlight whether concurrent misses of a key call the method once
 * @param singleFlightWait how long one call waits for another's result at most
 */
public record CdiSettings(
    @Nullable String provider,
    @Nullable URI uri,
    @Nullable String jndiName,
    boolean failOnCacheError,
    boolean singleFlight,
    Duration singleFlightWait) {
  /** The priority of the interceptors unless set: after those of the application. */
  public static final int DEFAULT_PRIORITY = 3000;

  private static final String PREFIX = "cinnabar.cdi.";
  private static final String PROVIDER = PREFIX + "provider";
  private static final String STANDARD_PROVIDER = "javax.cache.spi.CachingProvider";
  private static final String URI_NAME = PREFIX + "uri";
  private static final String JNDI = PREFIX + "jndi-name";
  private static final String PRIORITY = PREFIX + "interceptor-priority";
  private static final String ON_ERROR = PREFIX + "on-cache-error";
  private static final String SINGLE_FLIGHT = PREFIX + "single-flight";
  private static final String WAIT = PREFIX + "single-flight-wait";
  private static final Set<String> NAMES =
      Set.of(PROVIDER, URI_NAME, JNDI, PRIORITY, ON_ERROR, SINGLE_FLIGHT, WAIT);

  /** Reads them; what can't be understood is added to the mistakes and gets its default. */
  public static CdiSettings read(Settings settings, List<String> mistakes) {
    reportUnknown(settings, mistakes);
    Reader reader = new Reader(settings, mistakes);
    reader.read(PRIORITY, CdiSettings::parsePriority);
    return new CdiSettings(
        settings.get(PROVIDER).or(() -> settings.get(STANDARD_PROVIDER)).orElse(null),
        reader.read(URI_NAME, CdiSettings::parseUri).orElse(null),
        settings.get(JNDI).orElse(null),
        reader.read(ON_ERROR, CdiSettings::parseOnError).orElse(false),
        reader.read(SINGLE_FLIGHT, Values::parseBoolean).orElse(true),
        reader.read(WAIT, Durations::parse).orElse(Duration.ofSeconds(30)));
  }

  /** The priority of the interceptors; the default when what is set can't be understood. */
  public static int priority(Settings settings) {
    return new Reader(settings, new ArrayList<>())
        .read(PRIORITY, CdiSettings::parsePriority)
        .orElse(DEFAULT_PRIORITY);
  }

  private static void reportUnknown(Settings settings, List<String> mistakes) {
    for (String name : settings.listed().keySet()) {
      if (name.startsWith(PREFIX) && !NAMES.contains(name)) {
        mistakes.add(
            "There is no setting %s; did you mean %s?"
                .formatted(name, Values.nearest(name, NAMES)));
      }
    }
  }

  private static int parsePriority(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new SettingException(name, text, "a whole number, such as 3000");
    }
  }

  private static URI parseUri(String name, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The text isn't shown: it may hold a password.
      throw new SettingException(
          "The setting %s is no URI (%s at character %d); write one such as redis://host:6379."
              .formatted(name, e.getReason(), e.getIndex()));
    }
  }

  private static boolean parseOnError(String name, String text) {
    return switch (text) {
      case "bypass" -> false;
      case "fail" -> true;
      default -> throw new SettingException(name, text, "bypass or fail");
    };
  }

  private record Reader(Settings settings, List<String> mistakes) {
    <T> Optional<T> read(String name, BiFunction<String, String, T> parser) {
      return Values.read(name, settings.get(name).orElse(null), parser, mistakes);
    }
  }
}
