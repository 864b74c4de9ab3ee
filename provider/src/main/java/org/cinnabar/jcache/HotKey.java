package org.cinnabar.jcache;

/**
 * A key that is read often.
 *
 * @param key the key
 * @param reads about how often this JVM read it of late: counts are halved every minute, so a
 *     steady rate a minute shows as one to two times that rate
 * @param <K> the key type
 */
public record HotKey<K>(K key, long reads) {}
