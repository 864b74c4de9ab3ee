package org.cinnabar.containers.mistakes;

import jakarta.enterprise.context.Dependent;
import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;

/** A bean each of whose methods is a mistake. */
@Dependent
public class Broken {

  @CacheResult
  public void resultless(String key) {}

  @CachePut
  public void valueless(String key) {}

  @CachePut
  public void twoValues(String key, @CacheValue String value, @CacheValue String other) {}

  @CachePut
  public void keyIsValue(@CacheKey @CacheValue String value, String other) {}

  @CacheRemove
  public void valueWithoutPut(String key, @CacheValue String value) {}

  @CacheRemoveAll
  public void keyWithoutUse(@CacheKey String key) {}

  @CacheRemove(cacheName = "a")
  @CacheRemoveAll(cacheName = "b")
  public void twoAnnotations(String key) {}

  @CacheResult(cacheKeyGenerator = Unmakeable.class)
  public String unmakeable(String key) {
    return key + hidden(key) + shared(key);
  }

  @CacheResult
  private String hidden(String key) {
    return key;
  }

  @CacheResult
  public static String shared(String key) {
    return key;
  }

  public String stray(@CacheKey String key) {
    return key;
  }

  /** Neither a bean nor a class with a constructor that anybody could call. */
  public static final class Unmakeable implements CacheKeyGenerator {
    private final GeneratedCacheKey key;

    private Unmakeable(GeneratedCacheKey key) {
      this.key = key;
    }

    /** Keeps the constructor in use. */
    public static Unmakeable of(GeneratedCacheKey key) {
      return new Unmakeable(key);
    }

    @Override
    public GeneratedCacheKey generateCacheKey(
        CacheKeyInvocationContext<? extends Annotation> context) {
      return key;
    }
  }
}
