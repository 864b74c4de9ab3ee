package org.cinnabar.cdi.internal;

import static java.lang.invoke.MethodType.methodType;

import jakarta.enterprise.inject.spi.Extension;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/**
 * Makes Java forget the record that was compared, hashed or shown last.
 *
 * <p>The method handles that {@link ObjectMethods} has in static fields keep the last type that
 * they were adapted to, which holds the class loader of the record: that of an application, even
 * when it is undeployed. Java 17 keeps it whatever happens, later releases until memory is short:
 * those have one place for types that live as long as the JVM, and another, softly held, for all
 * others. Adapting the handles to a type of each kind that isn't the application's lets go of the
 * application's.
 */
final class RecordLinks {
  private static final List<Class<?>> FOREIGN = List.of(Extension.class, String.class);

  private RecordLinks() {}

  static void release() {
    try {
      for (Class<?> type : FOREIGN) {
        adapt("equals", methodType(boolean.class, type, Object.class), type);
        adapt("hashCode", methodType(int.class, type), type);
        adapt("toString", methodType(String.class, type), type);
      }
    } catch (Throwable e) {
      System.getLogger("org.cinnabar.cdi")
          .log(System.Logger.Level.DEBUG, "Java may keep the class of a record", e);
    }
  }

  private static void adapt(String method, MethodType call, Class<?> type) throws Throwable {
    MethodHandle component = MethodHandles.empty(methodType(type, type));
    ObjectMethods.bootstrap(MethodHandles.lookup(), method, call, type, "component", component);
  }
}
