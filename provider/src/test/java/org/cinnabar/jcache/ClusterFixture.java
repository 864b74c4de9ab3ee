package org.cinnabar.jcache;

import org.cinnabar.jcache.testing.JCacheFixture;
import org.cinnabar.jcache.testing.LocalCluster;
import org.cinnabar.jcache.testing.LocalServersExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster of three masters, each with a replica, and two cache managers that use it. */
@ExtendWith(LocalServersExtension.class)
abstract class ClusterFixture {
  LocalCluster cluster;
  JCacheFixture fixture;
  JCacheFixture other;

  @BeforeEach
  void start(LocalCluster servers) {
    cluster = servers;
    fixture = JCacheFixture.on(servers);
    other = fixture.another();
  }

  @AfterEach
  void close() {
    other.close();
    fixture.close();
  }
}
