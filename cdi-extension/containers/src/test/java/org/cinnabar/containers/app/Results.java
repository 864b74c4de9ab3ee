package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * Methods whose result is cached. Each returns the number of its call: the same number again is a
 * hit.
 */
@ApplicationScoped
public class Results {
  /** The cache of most methods. */
  public static final String CACHE = "results";

  /** The cache of exceptions. */
  public static final String EXCEPTIONS = "results-exceptions";

  private final Calls calls = new Calls();
  private final AtomicInteger nulls = new AtomicInteger();

  @CacheResult(cacheName = CACHE)
  public Integer number(String key) {
    return calls.next();
  }

  @CacheResult(cacheName = "results-primitive")
  public int primitive(String key, int second) {
    return calls.next();
  }

  @CacheResult(cacheName = "results-no-arguments")
  public Integer withoutArguments() {
    return calls.next();
  }

  @CacheResult(cacheName = "results-array")
  public Integer ofArray(String[] keys, int[][] more) {
    return calls.next();
  }

  @CacheResult(cacheName = "results-varargs")
  public Integer ofVarargs(String key, Object... more) {
    return calls.next();
  }

  @CacheResult(cacheName = "results-nullable")
  public Integer ofNullable(String key, @Nullable String second) {
    return calls.next();
  }

  @CacheResult(cacheName = "results-null")
  public @Nullable Integer nothing(String key) {
    nulls.incrementAndGet();
    return null;
  }

  /** How often {@link #nothing} ran. */
  public int nothings() {
    return nulls.get();
  }

  @CacheResult(cacheName = CACHE, skipGet = true)
  public Integer always(String key) {
    return calls.next();
  }

  @CacheResult(cacheName = "results-bean")
  public Order order(String id) {
    return new Order(id, calls.next());
  }

  @CacheResult(cacheName = "results-failing")
  public Integer failing(String key) {
    throw new Trouble.Grave("call " + calls.next());
  }
}
