package org.cinnabar.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One application, annotations included; only the jars of the provider differ. */
class SwapIT {
  private static final List<String> OUTPUT =
      List.of(
          "Item[name=chair, size=4] Item[name=chair, size=4] 1",
          "Item[name=stool, size=3] 1",
          "Item[name=chair, size=4] 2",
          "{a=Item[name=table, size=1], b=Item[name=lamp, size=2]}",
          "false true Item[name=table, size=1]",
          "6 [b=Item[name=lamp, size=6]]",
          "null");

  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = Server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void onCinnabar_fromOneJar() throws Exception {
    assertRunsOn("org.cinnabar.jcache.CinnabarCachingProvider", List.of(Jars.dropIn()));
    assertThat(server.ask("KEYS", "cinnabar:{catalogue}*")).contains("metadata");
  }

  @Test
  void onCinnabar_fromTwoJars() throws Exception {
    assertRunsOn(
        "org.cinnabar.jcache.CinnabarCachingProvider", List.of(Jars.all(), Jars.extension()));
  }

  @Test
  void onCaffeine() throws Exception {
    assertRunsOn(
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
        withExtension(Jars.caffeine()));
  }

  @Test
  void onHazelcast() throws Exception {
    assertRunsOn("com.hazelcast.cache.HazelcastCachingProvider", withExtension(Jars.hazelcast()));
  }

  private static List<Path> withExtension(List<Path> provider) {
    return Stream.concat(provider.stream(), Stream.of(Jars.extension())).toList();
  }

  private static void assertRunsOn(String provider, List<Path> jars) throws Exception {
    server.ask("FLUSHALL");
    ChildJvm.Result result =
        ChildJvm.create()
            .with(Jars.container())
            .with(jars)
            .option("-Dcinnabar.redis=" + server.uri())
            .option("-Dcinnabar.deadline=20s")
            // What Hazelcast is to be, in any JVM that has it.
            .option("-Dhazelcast.jcache.provider.type=member")
            .run(Shop.class);

    assertThat(result.lines()).first().isEqualTo(provider);
    assertThat(result.lines()).endsWith(OUTPUT.toArray(String[]::new));
  }
}
