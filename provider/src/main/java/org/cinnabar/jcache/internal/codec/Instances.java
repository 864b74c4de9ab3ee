package org.cinnabar.jcache.internal.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Makes objects of one trusted class: by its constructor without parameters where it has one, so
 * that fields which the bytes don't know keep their initial values, else without any constructor.
 */
final class Instances {
  private final Class<?> type;
  private final @Nullable Constructor<?> constructor;
  private final @Nullable ObjectInstantiator<?> bypass;

  private Instances(
      Class<?> type, @Nullable Constructor<?> constructor, @Nullable ObjectInstantiator<?> bypass) {
    this.type = type;
    this.constructor = constructor;
    this.bypass = bypass;
  }

  static Instances of(Class<?> type) {
    Constructor<?> constructor = constructorOf(type);
    return new Instances(
        type,
        constructor,
        constructor == null ? new StdInstantiatorStrategy().newInstantiatorOf(type) : null);
  }

  /** A class's constructor with these parameters, of any visibility, or null. */
  static @Nullable Constructor<?> constructorOf(Class<?> type, Class<?>... parameters) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      if (Trust.isPlatform(type)) {
        return Modifier.isPublic(constructor.getModifiers()) ? constructor : null;
      }
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException | RuntimeException e) {
      return null;
    }
  }

  /** A record's canonical constructor, parameters in the order of its components. */
  static Constructor<?> canonicalOf(Class<?> record) {
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = constructorOf(record, types);
    if (constructor == null) {
      throw Refusals.unsupported(
          record, "its canonical constructor is out of reach", "open its package");
    }
    return constructor;
  }

  Object create() {
    if (constructor != null) {
      return create(constructor);
    }
    if (bypass == null || Modifier.isAbstract(type.getModifiers())) {
      throw new MalformedException("class " + type.getName() + " can't be instantiated");
    }
    return bypass.newInstance();
  }

  static Object create(Constructor<?> constructor, @Nullable Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new MalformedException(
          "a constructor of " + constructor.getDeclaringClass().getName() + " failed", e);
    }
  }
}
