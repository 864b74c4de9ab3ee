package org.cinnabar.cdi.internal.call;

import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheResolverFactory;
import org.jspecify.annotations.Nullable;

/** Gives the objects that annotations name by class. */
public interface Collaborators {
  /** The factory of this class; the default one for null. */
  CacheResolverFactory resolverFactory(@Nullable Class<? extends CacheResolverFactory> type);

  /** The generator of this class; the default one for null. */
  CacheKeyGenerator keyGenerator(@Nullable Class<? extends CacheKeyGenerator> type);
}
