package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.cache.annotation.CacheResult;

/** A stereotype: an application-scoped bean, all of whose methods cache their results. */
@Stereotype
@ApplicationScoped
@CacheResult(cacheName = Cached.CACHE)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cached {
  /** The cache of all beans of the stereotype. */
  String CACHE = "stereotype";
}
