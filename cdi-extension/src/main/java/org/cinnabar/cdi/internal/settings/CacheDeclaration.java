package org.cinnabar.cdi.internal.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about one cache.
 *
 * @param name its name
 * @param keyType null when not set
 * @param valueType null when not set
 * @param expiry eternal when not set
 * @param statistics whether they are on
 * @param management whether it is on
 * @param storeByValue true when not set
 * @param readThrough true when a loader is named and nothing else is said
 * @param writeThrough true when a writer is named and nothing else is said
 * @param loader null for none
 * @param writer null for none
 */
public record CacheDeclaration(
    String name,
    @Nullable Class<?> keyType,
    @Nullable Class<?> valueType,
    Factory<ExpiryPolicy> expiry,
    boolean statistics,
    boolean management,
    boolean storeByValue,
    boolean readThrough,
    boolean writeThrough,
    @Nullable Class<? extends CacheLoader<?, ?>> loader,
    @Nullable Class<? extends CacheWriter<?, ?>> writer) {
  private static final Map<String, Function<Duration, Factory<ExpiryPolicy>>> POLICIES =
      Map.of(
          "expiry.created", CreatedExpiryPolicy::factoryOf,
          "expiry.accessed", AccessedExpiryPolicy::factoryOf,
          "expiry.modified", ModifiedExpiryPolicy::factoryOf,
          "expiry.touched", TouchedExpiryPolicy::factoryOf);

  /**
   * Reads what the settings say about a cache.
   *
   * @param classes where the classes that they name are
   * @param mistakes gets what can't be understood; the default stands in for it
   */
  public static CacheDeclaration read(
      String name, CacheSettings settings, ClassLoader classes, List<String> mistakes) {
    Reader reader = new Reader(name, settings, classes, mistakes);
    Class<? extends CacheLoader<?, ?>> loader = cast(reader.type("loader", CacheLoader.class));
    Class<? extends CacheWriter<?, ?>> writer = cast(reader.type("writer", CacheWriter.class));
    return new CacheDeclaration(
        name,
        reader.type("key-type", Object.class),
        reader.type("value-type", Object.class),
        reader.expiry(),
        reader.flag("statistics", false),
        reader.flag("management", false),
        reader.flag("store-by-value", true),
        reader.through("read-through", "loader", loader != null),
        reader.through("write-through", "writer", writer != null),
        loader,
        writer);
  }

  @SuppressWarnings("unchecked")
  private static <T> @Nullable Class<T> cast(@Nullable Class<?> type) {
    return (Class<T>) type;
  }

  /** This with the types that it doesn't have taken from here. */
  public CacheDeclaration orTypes(@Nullable Class<?> ofKeys, @Nullable Class<?> ofValues) {
    return new CacheDeclaration(
        name,
        keyType == null ? ofKeys : keyType,
        valueType == null ? ofValues : valueType,
        expiry,
        statistics,
        management,
        storeByValue,
        readThrough,
        writeThrough,
        loader,
        writer);
  }

  private record Reader(
      String cache, CacheSettings settings, ClassLoader classes, List<String> mistakes) {
    private <T> Optional<T> read(String setting, BiFunction<String, String, T> parser) {
      return Values.read(
          settings.key(cache, setting), settings.value(cache, setting), parser, mistakes);
    }

    boolean flag(String setting, boolean otherwise) {
      return read(setting, Values::parseBoolean).orElse(otherwise);
    }

    boolean through(String setting, String needed, boolean there) {
      boolean on = flag(setting, there);
      if (on && !there && settings.value(cache, needed) == null) {
        mistakes.add(
            "The setting %s is true, but there is no %s; name its class."
                .formatted(settings.key(cache, setting), settings.key(cache, needed)));
      }
      return on && there;
    }

    @Nullable Class<?> type(String setting, Class<?> expected) {
      Optional<Class<?>> type = read(setting, (key, text) -> load(key, text, expected));
      return type.orElse(null);
    }

    private Class<?> load(String key, String text, Class<?> expected) {
      Class<?> type;
      try {
        type = Class.forName(text, false, classes);
      } catch (ClassNotFoundException | LinkageError e) {
        throw new SettingException(key, text, "the name of a class in the application");
      }
      if (!expected.isAssignableFrom(type)) {
        throw new SettingException(key, text, "a class that implements " + expected.getName());
      }
      return type;
    }

    Factory<ExpiryPolicy> expiry() {
      List<String> found = settings.expiries(cache);
      if (found.size() > 1) {
        mistakes.add(
            "The cache %s has several expiry settings, %s; keep one."
                .formatted(cache, String.join(" and ", found)));
      }
      Factory<ExpiryPolicy> eternal = EternalExpiryPolicy.factoryOf();
      return found.isEmpty() ? eternal : read(found.get(0), this::policy).orElse(eternal);
    }

    private Factory<ExpiryPolicy> policy(String key, String text) {
      Duration duration = Durations.parseExpiry(key, text);
      String setting = key.substring(key.lastIndexOf("expiry."));
      return POLICIES.getOrDefault(setting, CreatedExpiryPolicy::factoryOf).apply(duration);
    }
  }
}
