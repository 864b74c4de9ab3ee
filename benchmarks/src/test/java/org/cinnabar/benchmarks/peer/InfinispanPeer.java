package org.cinnabar.benchmarks.peer;

import java.net.URI;
import java.util.Locale;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.infinispan.commons.marshall.JavaSerializationMarshaller;
import org.infinispan.jcache.remote.JCachingProvider;

/** Opens the JCache of Infinispan's Hot Rod client. The server has a cache for each expiry. */
final class InfinispanPeer {
  private static final String PREFIX = "infinispan.client.hotrod.";

  private InfinispanPeer() {}

  static CacheClient open(Target target) {
    Properties properties = new Properties();
    properties.setProperty(PREFIX + "server_list", target.address());
    properties.setProperty(PREFIX + "client_intelligence", "BASIC");
    properties.setProperty(PREFIX + "marshaller", JavaSerializationMarshaller.class.getName());
    properties.setProperty(PREFIX + "java_serial_allowlist", ".*");
    JCachingProvider provider = new JCachingProvider();
    CacheManager manager =
        provider.getCacheManager(
            URI.create("benchmark"), InfinispanPeer.class.getClassLoader(), properties);
    Cache<String, Object> cache = manager.getCache(target.expiry().name().toLowerCase(Locale.ROOT));
    return new JCacheClient(cache, provider::close);
  }
}
