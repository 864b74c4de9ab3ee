package org.cinnabar.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The standard's lookups, with either jar on the class path. */
class ProvidersIT {
  private static final String CINNABAR = "org.cinnabar.jcache.CinnabarCachingProvider";
  private static final String CAFFEINE =
      "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  private static final String HAZELCAST = "com.hazelcast.cache.HazelcastCachingProvider";

  static List<Path> jars() {
    return List.of(Jars.all(), Jars.dropIn());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void alone_isTheDefault(Path jar) throws Exception {
    assertThat(ChildJvm.create().with(jar).run(ListProviders.class).lines())
        .containsExactly("all [" + CINNABAR + "]", "default " + CINNABAR);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void besideCaffeine_bothAreFound_andEitherByName(Path jar) throws Exception {
    assertThat(
            ChildJvm.create()
                .with(jar)
                .with(Jars.caffeine())
                .run(ListProviders.class, CINNABAR, CAFFEINE)
                .lines())
        .containsExactly(
            "all [" + CAFFEINE + ", " + CINNABAR + "]",
            "default refused",
            "named " + CINNABAR,
            "named " + CAFFEINE);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void besideHazelcast_bothAreFound_andEitherByName(Path jar) throws Exception {
    assertThat(
            ChildJvm.create()
                .with(jar)
                .with(Jars.hazelcast())
                .run(ListProviders.class, CINNABAR, HAZELCAST)
                .lines())
        .containsExactly(
            "all [" + HAZELCAST + ", " + CINNABAR + "]",
            "default refused",
            "named " + CINNABAR,
            "named " + HAZELCAST);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void besideAnother_theSystemPropertyChooses(Path jar) throws Exception {
    assertThat(
            ChildJvm.create()
                .with(jar)
                .with(Jars.caffeine())
                .option("-Djavax.cache.spi.CachingProvider=" + CINNABAR)
                .run(ListProviders.class)
                .lines())
        .contains("default " + CINNABAR);
  }
}
