package org.cinnabar.jcache.internal.codec;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by name, before anything is loaded or initialised, which classes may be decoded. The
 * record of classes that were encoded belongs to one codec, so it lives and dies with the cache
 * that uses it.
 */
final class Trust {
  private static final Logger LOG = LoggerFactory.getLogger(Trust.class);

  private final CodecSettings settings;
  private final Set<String> encoded = ConcurrentHashMap.newKeySet();
  private final Set<String> encodedLiterals = ConcurrentHashMap.newKeySet();
  private final Supplier<Set<String>> declaredTypes;
  private volatile @Nullable Set<String> declared;

  Trust(CodecSettings settings, Class<?> keyType, Class<?> valueType) {
    this.settings = settings;
    declaredTypes = () -> DeclaredTypes.reachableFrom(keyType, valueType);
    if (settings.trustAll()) {
      LOG.warn(
          "trustAll is set: whoever can write to Redis can make this JVM instantiate any application class. "
              + "Configure trustedClasses instead.");
    }
  }

  CodecSettings settings() {
    return settings;
  }

  /** Records a class, or an array's element class, as known because this JVM writes it. */
  void learn(Class<?> type) {
    encoded.add(base(type).getName());
  }

  /**
   * Records a class that this JVM wrote as a value. That lets it be named again, not instantiated.
   */
  void learnLiteral(Class<?> type) {
    encodedLiterals.add(base(type).getName());
  }

  /**
   * Finds a class that may be instantiated. It isn't initialised here.
   *
   * @throws MalformedException when the class isn't trusted or isn't there
   */
  Class<?> load(String name) {
    String base = baseName(name);
    if (isTrusted(base)) {
      return find(name);
    }
    if (base.startsWith("java.")) {
      Class<?> type = find(base);
      boolean harmless =
          Enum.class.isAssignableFrom(type) || Throwable.class.isAssignableFrom(type);
      // An array of a JDK type runs no code: what it may hold is checked element by element.
      if (isPlatform(type) && (harmless || !base.equals(name))) {
        return find(name);
      }
    }
    throw untrusted(base);
  }

  /** Finds a class that stands as a value itself, so is neither instantiated nor initialised. */
  Class<?> loadLiteral(String name) {
    for (Class<?> primitive : Tags.PRIMITIVES) {
      if (primitive.getName().equals(name)) {
        return primitive;
      }
    }
    String base = baseName(name);
    if (base.isEmpty()
        || Scalars.isBuiltIn(base)
        || encodedLiterals.contains(base)
        || isTrusted(base)) {
      return find(name);
    }
    throw untrusted(base);
  }

  /** Whether a class comes with Java itself, so that its fields are out of reach. */
  static boolean isPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private boolean isTrusted(String name) {
    if (name.isEmpty()
        || settings.trustAll()
        || encoded.contains(name)
        || settings.trustedClasses().contains(name)) {
      return true;
    }
    for (String entry : settings.trustedClasses()) {
      String prefix = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry;
      if (prefix.endsWith(".") && name.startsWith(prefix)) {
        return true;
      }
    }
    return declared().contains(name);
  }

  // Walked when first needed: most codecs only ever read what they wrote.
  private Set<String> declared() {
    Set<String> names = declared;
    if (names == null) {
      names = declaredTypes.get();
      declared = names;
    }
    return names;
  }

  private Class<?> find(String name) {
    try {
      return Class.forName(name, false, settings.classLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new MalformedException(
          "class " + name + " can't be loaded; is it in the application?", e);
    }
  }

  private static MalformedException untrusted(String name) {
    return new MalformedException(
        "class "
            + name
            + " isn't known to this JVM; add it to trustedClasses to decode it "
            + "before this JVM has written one itself");
  }

  private static Class<?> base(Class<?> type) {
    Class<?> component = type.getComponentType();
    return component == null ? type : base(component);
  }

  /**
   * The element class's name of an array's name, empty for primitives; another name is returned as
   * it is.
   */
  private static String baseName(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return name;
    }
    boolean ofObjects =
        name.length() > dimensions + 2 && name.charAt(dimensions) == 'L' && name.endsWith(";");
    return ofObjects ? name.substring(dimensions + 1, name.length() - 1) : "";
  }
}
