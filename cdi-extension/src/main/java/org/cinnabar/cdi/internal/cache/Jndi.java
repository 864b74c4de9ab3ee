package org.cinnabar.cdi.internal.cache;

import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks up what the server binds. Loaded only when a JNDI name is set. */
final class Jndi {
  private Jndi() {}

  // The name is the deployer's, not a user's input.
  @SuppressWarnings("BanJNDI")
  static CacheManager lookUp(String name) {
    Object found;
    try {
      found = InitialContext.doLookup(name);
    } catch (NamingException e) {
      throw new CacheException(
          "The setting cinnabar.cdi.jndi-name is \"%s\", but nothing can be looked up there."
              .formatted(name),
          e);
    }
    if (found instanceof CacheManager manager) {
      return manager;
    }
    throw new CacheException(
        "The setting cinnabar.cdi.jndi-name is \"%s\", but what is bound there is no CacheManager."
            .formatted(name));
  }
}
