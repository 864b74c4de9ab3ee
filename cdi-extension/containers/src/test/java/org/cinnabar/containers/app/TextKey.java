package org.cinnabar.containers.app;

import javax.cache.annotation.GeneratedCacheKey;

/**
 * The key that the application's own generators make.
 *
 * @param text what the generator chose
 */
public record TextKey(String text) implements GeneratedCacheKey {}
