package org.cinnabar.cdi.internal.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import org.cinnabar.cdi.internal.settings.CacheDeclaration;
import org.cinnabar.cdi.internal.settings.CacheSettings;
import org.jspecify.annotations.Nullable;

/** How caches are configured that don't exist yet. */
public final class DeclaredCaches {
  private final Map<String, CacheDeclaration> declarations = new TreeMap<>();
  private final CacheSettings settings;
  private final ClassLoader classes;
  private final ObjectSource objects;

  /**
   * The declarations of the caches with these names.
   *
   * @param mistakes gets what can't be understood
   */
  public DeclaredCaches(
      Set<String> names,
      CacheSettings settings,
      ClassLoader classes,
      ObjectSource objects,
      List<String> mistakes) {
    this.settings = settings;
    this.classes = classes;
    this.objects = objects;
    names.forEach(
        name -> declarations.put(name, CacheDeclaration.read(name, settings, classes, mistakes)));
  }

  /** The application's class loader. */
  ClassLoader classes() {
    return classes;
  }

  /** What is declared of a cache; everything has its default where nothing is. */
  public CacheDeclaration of(String name) {
    CacheDeclaration known = declarations.get(name);
    // A resolver may ask for names that no annotation has.
    return known == null
        ? CacheDeclaration.read(name, settings, classes, new ArrayList<>())
        : known;
  }

  /** Gives a cache types that it doesn't have yet. */
  public void suggestTypes(String name, @Nullable Class<?> keyType, @Nullable Class<?> valueType) {
    declarations.computeIfPresent(name, (any, known) -> known.orTypes(keyType, valueType));
  }

  /** The configuration of a new cache. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  MutableConfiguration<Object, Object> configuration(String name) {
    CacheDeclaration declared = of(name);
    MutableConfiguration configuration =
        new MutableConfiguration<>()
            .setExpiryPolicyFactory(declared.expiry())
            .setStatisticsEnabled(declared.statistics())
            .setManagementEnabled(declared.management())
            .setStoreByValue(declared.storeByValue())
            .setReadThrough(declared.readThrough())
            .setWriteThrough(declared.writeThrough());
    configuration.setTypes(orObject(declared.keyType()), orObject(declared.valueType()));
    if (declared.loader() != null) {
      configuration.setCacheLoaderFactory(new ClassFactory<>(declared.loader(), objects));
    }
    if (declared.writer() != null) {
      configuration.setCacheWriterFactory(new ClassFactory<>(declared.writer(), objects));
    }
    return configuration;
  }

  private static Class<?> orObject(@Nullable Class<?> type) {
    return type == null ? Object.class : type;
  }

  /** Makes loaders and writers; elsewhere, after it travelled, by their constructors. */
  private static final class ClassFactory<T> implements Factory<T> {
    private static final long serialVersionUID = 1L;

    private final Class<? extends T> type;
    private final transient @Nullable ObjectSource objects;

    ClassFactory(Class<? extends T> type, ObjectSource objects) {
      this.type = type;
      this.objects = objects;
    }

    @Override
    public T create() {
      return objects == null ? ObjectSource.construct(type) : objects.get(type);
    }
  }
}
