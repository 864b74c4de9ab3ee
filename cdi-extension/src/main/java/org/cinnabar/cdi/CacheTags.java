package org.cinnabar.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags of cached entries, beside a cache annotation on the same method:
 *
 * <pre>{@code
 * @CacheResult(cacheName = "products")
 * @CacheTags({"catalogue", "brand:{1}"})
 * public Product find(@CacheKey long id, int brand) { ... }
 *
 * @CacheRemoveAll(cacheName = "products")
 * @CacheTags("brand:{0}")
 * public void brandChanged(int brand) { ... }
 * }</pre>
 *
 * <ul>
 *   <li>With {@code @CacheResult} and {@code @CachePut} the value is stored with the tags.
 *       Exceptions are stored without.
 *   <li>With {@code @CacheRemoveAll} only the entries that have one of the tags are removed from
 *       its cache, all at once, whatever their number. No cache writer or listener is told.
 * </ul>
 *
 * <p>{@code {0}} stands for the method's first parameter as text, {@code {1}} for the second, and
 * so on. A brace has no other use.
 *
 * <p>It takes a provider whose caches have tags, such as Cinnabar's: one whose caches unwrap to
 * {@code java.util.function.Function} (from a collection of tags to a cache that stores with them)
 * and to {@code java.util.function.Consumer} (of a collection of tags to invalidate). Any other is
 * a mistake, told at deployment if the cache can be had then.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CacheTags {
  /** The tags, at least one. */
  String[] value();
}
