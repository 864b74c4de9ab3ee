package org.cinnabar.containers;

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cinnabar.containers.app.Results;
import org.cinnabar.containers.suite.AnnotationSuite;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Packs what is deployed: a bean archive for a CDI container, a WAR with its libraries for a
 * server.
 */
final class Archives {
  /** A machine that is busy with servers mustn't look like a cache that fails. */
  static final String DEADLINE = "30s";

  private Archives() {}

  /** The application with the annotation suite. */
  static Archive<?> annotations(Provider provider) {
    Package[] packages = {Results.class.getPackage(), AnnotationSuite.class.getPackage()};
    if (Container.isServer()) {
      return web(provider, "annotations")
          .addPackages(false, packages)
          .addClasses(AnnotationsTest.class)
          .addAsLibraries(files("assertj-core"))
          .addAsWebInfResource(beans("annotated"), "beans.xml");
    }
    return beanArchive("annotations")
        .addPackages(false, packages)
        .addAsManifestResource(beans("annotated"), "beans.xml");
  }

  /** A WAR with the provider, set to the Redis server of this run, and nothing else. */
  static WebArchive web(Provider provider, String name) {
    return unconfigured(provider, name).addAsResource(new StringAsset(settings()), "cinnabar.yaml");
  }

  /** A WAR with the provider and no settings. */
  static WebArchive unconfigured(Provider provider, String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibraries(provider.libraries().toArray(File[]::new));
  }

  /**
   * An empty archive for a container in this JVM, whose provider is set to the Redis server of this
   * run.
   */
  static JavaArchive beanArchive(String name) {
    System.setProperty("cinnabar.redis", Redis.address());
    System.setProperty("cinnabar.deadline", DEADLINE);
    System.setProperty("cinnabar.namespace", namespace());
    return ShrinkWrap.create(JavaArchive.class, name + ".jar");
  }

  /** Jars of this run's class path. */
  static File[] files(String... names) {
    return Libraries.named(names).toArray(File[]::new);
  }

  static StringAsset beans(String discovery) {
    return new StringAsset(
        """
        <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="3.0" bean-discovery-mode="%s"/>
        """
            .formatted(discovery));
  }

  private static String settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("redis", Redis.address());
    settings.put("deadline", DEADLINE);
    settings.put("namespace", namespace());
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + ": '" + setting.getValue() + "'\n")
        .collect(Collectors.joining());
  }

  /** No deployment sees the entries of another. */
  private static String namespace() {
    return "test-" + UUID.randomUUID();
  }
}
