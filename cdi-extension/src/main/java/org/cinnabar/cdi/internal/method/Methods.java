package org.cinnabar.cdi.internal.method;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How methods are named in messages. */
final class Methods {
  private Methods() {}

  static String describe(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ",
                method.getDeclaringClass().getTypeName() + '.' + method.getName() + '(',
                ")"));
  }
}
