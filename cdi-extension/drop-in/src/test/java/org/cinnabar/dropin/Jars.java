package org.cinnabar.dropin;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars on this JVM's class path, in the groups that applications put together. */
final class Jars {
  private static final Pattern CAFFEINE = Pattern.compile("(caffeine|jcache|config)-\\d.*");
  private static final Pattern HAZELCAST = Pattern.compile("hazelcast-\\d.*");
  private static final Pattern CINNABAR = Pattern.compile("cinnabar-.*");
  private static final Pattern SLF4J = Pattern.compile("slf4j-.*");
  private static final Pattern SERVER = Pattern.compile("embedded-redis-.*");
  private static final Pattern CACHE_API = Pattern.compile("cache-api-.*");

  private Jars() {}

  /** The provider with everything relocated inside. */
  static Path all() {
    return only("cinnabar-provider-.*-all\\.jar");
  }

  /** The same with the CDI extension. */
  static Path dropIn() {
    return only("cinnabar-drop-in-.*\\.jar");
  }

  /** The CDI extension alone. */
  static Path extension() {
    return only("cinnabar-cdi-.*\\.jar");
  }

  static List<Path> caffeine() {
    return of(CAFFEINE);
  }

  static List<Path> hazelcast() {
    return of(HAZELCAST);
  }

  static List<Path> slf4j() {
    return of(SLF4J);
  }

  /** The classes of the test applications and the standard's API. */
  static List<Path> application() {
    Path classes =
        classPath()
            .filter(path -> path.endsWith("test-classes"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no test-classes on the class path"));
    return Stream.concat(Stream.of(classes), of(CACHE_API).stream()).toList();
  }

  /** CDI, and what else a container brings: all that is in none of the other groups. */
  static List<Path> container() {
    Predicate<Path> elsewhere =
        path ->
            Stream.of(CAFFEINE, HAZELCAST, CINNABAR, SLF4J, SERVER, CACHE_API)
                .anyMatch(group -> group.matcher(name(path)).matches());
    return classPath()
        .filter(path -> name(path).endsWith(".jar"))
        .filter(elsewhere.negate())
        .toList();
  }

  private static Path only(String name) {
    List<Path> found = of(Pattern.compile(name));
    if (found.size() != 1) {
      throw new IllegalStateException(
          "There must be one " + name + " on the class path, not " + found + "; run mvn verify");
    }
    return found.get(0);
  }

  private static List<Path> of(Pattern group) {
    return classPath().filter(path -> group.matcher(name(path)).matches()).toList();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of);
  }
}
