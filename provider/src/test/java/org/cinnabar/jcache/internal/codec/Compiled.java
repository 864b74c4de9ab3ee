package org.cinnabar.jcache.internal.codec;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * Classes compiled from source into a loader of their own, so that a test can have two versions of
 * one class.
 */
final class Compiled {
  private Compiled() {}

  /** Compiles types of package {@code v}; each source starts with its type's name and a space. */
  static ClassLoader loader(String... sources) throws IOException {
    Path dir = Files.createTempDirectory("compiled");
    List<String> arguments = new ArrayList<>(List.of("-d", dir.toString(), "-proc:none"));
    for (String source : sources) {
      int space = source.indexOf(' ');
      Path file = dir.resolve(source.substring(0, space) + ".java");
      Files.writeString(file, "package v; import java.util.*; " + source.substring(space));
      arguments.add(file.toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalArgumentException("doesn't compile: " + List.of(sources));
    }
    return new URLClassLoader(new URL[] {dir.toUri().toURL()}, Compiled.class.getClassLoader());
  }

  /** What the static method {@code make} of a type gives. */
  static Object make(ClassLoader loader, String type) throws ReflectiveOperationException {
    var method = loader.loadClass("v." + type).getDeclaredMethod("make");
    method.setAccessible(true);
    return method.invoke(null);
  }

  static Object get(Object owner, String field) throws ReflectiveOperationException {
    var f = owner.getClass().getDeclaredField(field);
    f.setAccessible(true);
    return f.get(owner);
  }
}
