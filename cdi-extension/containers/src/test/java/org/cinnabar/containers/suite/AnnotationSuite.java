package org.cinnabar.containers.suite;

/** The whole suite. */
public interface AnnotationSuite
    extends CacheResultSuite,
        ExceptionCacheSuite,
        CachePutSuite,
        CacheRemoveSuite,
        CacheRemoveAllSuite,
        CacheNameSuite,
        KeySuite,
        ResolverSuite,
        BeanClassSuite,
        InjectionSuite {}
