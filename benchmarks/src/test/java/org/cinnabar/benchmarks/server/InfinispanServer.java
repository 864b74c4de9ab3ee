package org.cinnabar.benchmarks.server;

import java.util.concurrent.TimeUnit;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.server.hotrod.HotRodServer;
import org.infinispan.server.hotrod.configuration.HotRodServerConfigurationBuilder;

/** Infinispan's Hot Rod endpoint by itself, with a local cache for each expiry. */
public final class InfinispanServer {
  private InfinispanServer() {}

  /** Runs it until its input ends. */
  public static void main(String... arguments) throws Exception {
    try (DefaultCacheManager caches =
        new DefaultCacheManager(new GlobalConfigurationBuilder().nonClusteredDefault().build())) {
      define(caches, "eternal", new ConfigurationBuilder());
      ConfigurationBuilder created = new ConfigurationBuilder();
      created.expiration().lifespan(1, TimeUnit.HOURS);
      define(caches, "created", created);
      ConfigurationBuilder accessed = new ConfigurationBuilder();
      accessed.expiration().maxIdle(1, TimeUnit.HOURS);
      define(caches, "accessed", accessed);
      HotRodServer server = new HotRodServer();
      server.start(
          new HotRodServerConfigurationBuilder()
              .host("127.0.0.1")
              .port(Ready.port(arguments))
              .build(),
          caches);
      Ready.untilInputEnds();
      server.stop();
    }
  }

  private static void define(
      DefaultCacheManager caches, String name, ConfigurationBuilder configuration) {
    caches.defineConfiguration(name, configuration.build());
    caches.getCache(name);
  }
}
