package org.cinnabar.dropin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packaged jars hold, and what not. */
class JarContentsIT {
  private static final int MAX_MEGABYTES = 9;

  static List<Path> jars() {
    return List.of(Jars.all(), Jars.dropIn());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void packages_areOnlyOurs(Path jar) throws IOException {
    assertThat(entries(jar))
        .allMatch(
            name ->
                name.equals("org/")
                    || name.startsWith("org/cinnabar/")
                    || name.startsWith("META-INF/"));
  }

  @ParameterizedTest
  @MethodSource("jars")
  void entries_areNotRepeated(Path jar) throws IOException {
    assertThat(entries(jar)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("jars")
  void metaInf_holdsNothingOfOthers(Path jar) throws IOException {
    assertThat(entries(jar))
        .noneMatch(name -> name.endsWith("module-info.class"))
        .filteredOn(name -> name.startsWith("META-INF/") && !name.endsWith("/"))
        .allMatch(
            name ->
                name.matches(
                    "META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|licenses/\\w+\\.txt|sbom/[\\w.-]+\\.xml"
                        + "|maven/org\\.cinnabar/.*|services/.*)"));
  }

  @Test
  void services_ofTheProvider() throws IOException {
    assertThat(services(Jars.all()))
        .containsExactlyInAnyOrder(
            "javax.cache.spi.CachingProvider: org.cinnabar.jcache.CinnabarCachingProvider",
            "org.cinnabar.shaded.org.slf4j.spi.SLF4JServiceProvider:"
                + " org.cinnabar.jcache.internal.logging.LogBridge");
  }

  @Test
  void services_ofTheDropIn_areThoseOfItsParts() throws IOException {
    assertThat(services(Jars.dropIn()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(services(Jars.all()).stream(), services(Jars.extension()).stream())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void classes_ofRedissonsProvider_areGone(Path jar) throws IOException {
    assertThat(entries(jar))
        .filteredOn(name -> name.contains("/redisson/jcache/") && name.endsWith(".class"))
        .allMatch(name -> name.contains("JCacheEventCodec"));
  }

  @Test
  void modules_haveNames() throws IOException {
    assertThat(module(Jars.all())).isEqualTo("org.cinnabar.jcache");
    assertThat(module(Jars.dropIn())).isEqualTo("org.cinnabar.dropin");
  }

  @ParameterizedTest
  @MethodSource("jars")
  void size_staysSmall(Path jar) throws IOException {
    assertThat(Files.size(jar)).isLessThan(MAX_MEGABYTES << 20);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void licences_areAllThere(Path jar) throws IOException {
    String notice = text(jar, "META-INF/NOTICE");

    assertThat(files(notice, "META-INF/[\\w/.-]*[\\w]"))
        .hasSizeGreaterThan(4)
        .allMatch(name -> entries(jar).contains(name));
    for (String product :
        List.of(
            "Caffeine",
            "Redisson",
            "Netty",
            "Kryo",
            "SnakeYAML",
            "MinLog",
            "ReflectASM",
            "Objenesis")) {
      assertThat(notice).contains(product);
    }
  }

  /**
   * Every package below org.cinnabar.shaded comes from a component, and every component is there.
   */
  @ParameterizedTest
  @MethodSource("jars")
  void billOfMaterials_namesWhatIsInside(Path jar) throws IOException {
    String bill = text(jar, "META-INF/sbom/cinnabar-provider-all.cdx.xml");

    assertThat(files(bill, "(?<=bom-ref=\"pkg:maven/)[\\w.-]+/[\\w.-]+(?=@)"))
        .containsExactlyInAnyOrder(
            "org.cinnabar/cinnabar-provider",
            "com.esotericsoftware/kryo",
            "com.esotericsoftware/minlog",
            "com.esotericsoftware/reflectasm",
            "com.github.ben-manes.caffeine/caffeine",
            "io.netty/netty-buffer",
            "io.netty/netty-codec-base",
            "io.netty/netty-codec-dns",
            "io.netty/netty-common",
            "io.netty/netty-handler",
            "io.netty/netty-resolver",
            "io.netty/netty-resolver-dns",
            "io.netty/netty-transport",
            "io.netty/netty-transport-native-unix-common",
            "org.objenesis/objenesis",
            "org.redisson/redisson",
            "org.slf4j/slf4j-api",
            "org.yaml/snakeyaml");
    assertThat(bill).doesNotContain("serialNumber", "<timestamp>");
  }

  private static List<String> files(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static List<String> services(Path jar) throws IOException {
    String directory = "META-INF/services/";
    List<String> services = new ArrayList<>();
    for (String name : entries(jar)) {
      if (name.startsWith(directory) && !name.equals(directory)) {
        services.add(name.substring(directory.length()) + ": " + text(jar, name).strip());
      }
    }
    return services;
  }

  private static String module(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
    }
  }

  private static String text(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getEntry(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** As they stand in the file: a {@link JarFile} would hide repeated ones. */
  private static List<String> entries(Path jar) {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      List<String> names = new ArrayList<>(List.of("META-INF/MANIFEST.MF"));
      for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        names.add(entry.getName());
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
