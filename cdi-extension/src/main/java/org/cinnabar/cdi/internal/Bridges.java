package org.cinnabar.cdi.internal;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Finds the method behind one that the compiler made for a generic supertype. */
final class Bridges {
  private Bridges() {}

  static Method bridgedBy(Method method) {
    if (!method.isBridge()) {
      return method;
    }
    return Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
        .filter(other -> !other.isBridge() && overrides(other, method))
        .findFirst()
        .orElse(method);
  }

  private static boolean overrides(Method method, Method bridge) {
    Class<?>[] types = method.getParameterTypes();
    Class<?>[] wider = bridge.getParameterTypes();
    boolean fits =
        method.getName().equals(bridge.getName())
            && types.length == wider.length
            && bridge.getReturnType().isAssignableFrom(method.getReturnType());
    for (int i = 0; fits && i < types.length; i++) {
      fits = wider[i].isAssignableFrom(types[i]);
    }
    return fits;
  }
}
