package org.cinnabar.jcache.testing;

import java.util.List;

/** One server. */
record LocalServer(TestRedis server) implements LocalServers {
  @Override
  public String uri() {
    return server.uri();
  }

  @Override
  public List<TestRedis> servers() {
    return List.of(server);
  }

  @Override
  public void close() {
    server.close();
  }
}
