package org.cinnabar.jcache.internal.store;

/**
 * What a cache's metadata record on the server fixes for all JVMs. Opening with a record that
 * contradicts is refused.
 *
 * @param formatVersion the version of the data layout
 * @param partitions the number of partitions, at least 1
 * @param keyType the declared key type's class name
 * @param valueType the declared value type's class name
 * @param codec the codec's name and version
 */
public record CacheMetadata(
    int formatVersion, int partitions, String keyType, String valueType, String codec) {}
