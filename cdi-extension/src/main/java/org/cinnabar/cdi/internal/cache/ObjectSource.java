package org.cinnabar.cdi.internal.cache;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import javax.cache.CacheException;

/** Gives objects of classes that settings and annotations name. */
@FunctionalInterface
public interface ObjectSource {
  /**
   * An object of this class.
   *
   * @throws CacheException when none can be made; the message says why
   */
  <T> T get(Class<T> type);

  /**
   * An object made by the constructor without parameters.
   *
   * @throws CacheException when there is none, or it throws
   */
  static <T> T construct(Class<T> type) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new CacheException("The constructor of " + type.getName() + " failed", e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new CacheException(
          type.getName()
              + " is no bean, and can't be made by a constructor without parameters; give it one, or make it a bean",
          e);
    }
  }
}
