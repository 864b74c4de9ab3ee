package org.cinnabar.jcache.internal.store;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import org.cinnabar.jcache.internal.store.SettingSources.Environment;
import org.cinnabar.jcache.internal.store.SettingSources.Setting;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * Turns the surroundings of a cache manager into {@link ConnectionSettings}, whose Javadoc gives
 * the order.
 */
final class SettingsResolver {
  private static final Set<String> PARAMETERS = Set.of("namespace", "deadline");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Properties properties;
  private final ClassLoader loader;
  private final YamlSettings yaml;
  private final SettingSources sources;

  SettingsResolver(Properties properties, ClassLoader loader, Environment environment) {
    this.properties = properties;
    this.loader = loader;
    this.yaml = YamlSettings.load(loader);
    this.sources = new SettingSources(properties, environment, yaml.values());
  }

  ConnectionSettings resolve(URI uri) {
    RedissonClient client = client();
    URI chosen = uri.equals(ConnectionSettings.DEFAULT_URI) ? surroundings() : uri;
    Map<String, String> query = chosen == null ? Map.of() : query(chosen);
    ConnectionTarget target = client == null ? target(chosen) : new ConnectionTarget.Client(client);
    return new ConnectionSettings(target, namespace(query), deadline(query));
  }

  private @Nullable RedissonClient client() {
    Object value = properties.get(ConnectionSettings.REDISSON_CLIENT);
    if (value == null || value instanceof RedissonClient) {
      return (RedissonClient) value;
    }
    throw new CacheException(
        "The manager property "
            + ConnectionSettings.REDISSON_CLIENT
            + " holds a "
            + value.getClass().getName()
            + ", not a RedissonClient that Cinnabar's class loader knows. "
            + (Relocation.HERE.isActive()
                ? "This jar has a relocated Redisson of its own: use the thin jar, cinnabar-provider"
                    + " without classifier, or name the server by URI."
                : "Use one copy of Redisson, or name the server by URI."));
  }

  /**
   * The URI that the surroundings name, or null where they name a Redisson configuration in
   * cinnabar.yaml.
   */
  private @Nullable URI surroundings() {
    String file = yaml.values().get(YamlSettings.REDISSON_FILE);
    Setting setting = sources.find("redis", Map.of());
    if (setting != null) {
      return uri(setting.value(), setting.origin());
    }
    if (file != null) {
      boolean path = !file.startsWith("file:") && !file.startsWith("classpath:");
      return path
          ? Path.of(file).toUri()
          : uri(file, "key redisson-file in " + YamlSettings.RESOURCE);
    }
    return yaml.redisson() == null ? URI.create("redis://127.0.0.1:6379") : null;
  }

  private ConnectionTarget target(@Nullable URI uri) {
    if (uri == null) {
      String nested = Objects.requireNonNull(yaml.redisson());
      return checked(nested, "the key redisson in " + YamlSettings.RESOURCE);
    }
    if (RedisUri.matches(uri)) {
      return new ConnectionTarget.Server(RedisUri.parse(uri));
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "file" -> checked(TextFiles.read(fileUrl(uri)), RedisUri.masked(uri.toString()));
      case "classpath" -> checked(TextFiles.read(resource(uri)), RedisUri.masked(uri.toString()));
      default ->
          throw new CacheException(
              "The URI "
                  + RedisUri.masked(uri.toString())
                  + " doesn't name a server. Use redis:, redis+cluster:, redis+sentinel: or"
                  + " redis+replicas:, each with rediss instead of redis for TLS, file: or classpath:"
                  + " (a Redisson YAML file), or "
                  + ConnectionSettings.DEFAULT_URI
                  + ".");
    };
  }

  private ConnectionTarget.Configured checked(String text, String origin) {
    ConnectionTarget.Configured configured = new ConnectionTarget.Configured(text, origin, loader);
    RedissonConfigs.parse(configured);
    return configured;
  }

  private static URL fileUrl(URI uri) {
    if (uri.isOpaque()) {
      throw new CacheException(
          "The URI " + uri + " has a relative path. Write file:/ and the absolute path.");
    }
    try {
      return new URI("file", null, uri.getPath(), null).toURL();
    } catch (URISyntaxException | MalformedURLException e) {
      throw new CacheException("The URI " + uri + " is not a file's: " + e.getMessage() + ".", e);
    }
  }

  private URL resource(URI uri) {
    String name = uri.getSchemeSpecificPart().replaceFirst("\\?.*", "").replaceFirst("^/+", "");
    URL url = loader.getResource(name);
    if (url == null) {
      throw new CacheException(
          "There is no "
              + name
              + " on the class path of the manager's class loader, which the URI "
              + uri
              + " asks for. Put it there, or correct the URI.");
    }
    return url;
  }

  private static URI uri(String text, String origin) {
    try {
      URI uri = new URI(text);
      if (!uri.equals(ConnectionSettings.DEFAULT_URI)) {
        return uri;
      }
      throw new CacheException(
          "The " + origin + " is " + text + ", which refers to itself. Name a server.");
    } catch (URISyntaxException e) {
      // Without the cause: its message quotes the whole text, password included.
      throw new CacheException(
          "The "
              + origin
              + " is \""
              + RedisUri.masked(text)
              + "\", which is not a URI: "
              + e.getReason()
              + ". In user and password, write reserved characters as %xx.");
    }
  }

  private static Map<String, String> query(URI uri) {
    String text = uri.toString().replaceFirst("#.*", "");
    int start = text.indexOf('?');
    Map<String, String> parameters = new HashMap<>();
    for (String pair : start < 0 ? new String[0] : text.substring(start + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!PARAMETERS.contains(parts[0])) {
        throw new CacheException(
            "The URI "
                + RedisUri.masked(text)
                + " has the unknown parameter \""
                + parts[0]
                + "\". Known parameters are "
                + PARAMETERS
                + ".");
      }
      parameters.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private String namespace(Map<String, String> query) {
    Setting setting = sources.find("namespace", query);
    if (setting == null) {
      return ConnectionSettings.DEFAULT_NAMESPACE;
    }
    if (!NAME.matcher(setting.value()).matches()) {
      throw setting.invalid("a namespace is 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    return setting.value();
  }

  private Duration deadline(Map<String, String> query) {
    Setting setting = sources.find("deadline", query);
    if (setting == null) {
      return ConnectionSettings.DEFAULT_DEADLINE;
    }
    Duration deadline = DurationText.parse(setting.value());
    if (deadline == null || deadline.toMillis() < 1 || deadline.compareTo(LONGEST) > 0) {
      throw setting.invalid("a deadline is such as 500ms, 1s, 2m or PT1.5S, from 1 ms to 1 h");
    }
    return deadline;
  }
}
