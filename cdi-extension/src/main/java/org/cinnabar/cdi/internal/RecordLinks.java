package org.cinnabar.cdi.internal;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes Java 17 forget the record that was compared, hashed or shown last.
 *
 * <p>The method handles that {@link ObjectMethods} has in static fields keep the last type that
 * they were adapted to, which holds the class loader of the record: that of an application, even
 * when it is undeployed. Later releases don't keep it. Adapting them to a type of Java's own lets
 * go of the application's.
 */
final class RecordLinks {
  private static final Class<?> OWN = String.class;

  private RecordLinks() {}

  static void release() {
    try {
      adapt("equals", methodType(boolean.class, OWN, Object.class));
      adapt("hashCode", methodType(int.class, OWN));
      adapt("toString", methodType(String.class, OWN));
    } catch (Throwable e) {
      System.getLogger("org.cinnabar.cdi")
          .log(System.Logger.Level.DEBUG, "Java may keep the class of a record", e);
    }
  }

  private static void adapt(String method, MethodType type) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle component = lookup.findVirtual(OWN, "strip", methodType(String.class));
    ObjectMethods.bootstrap(lookup, method, type, OWN, "component", component);
  }
}
