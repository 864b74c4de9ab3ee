package org.cinnabar.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the cache to inject:
 *
 * <pre>{@code
 * @Inject @CacheName("orders") Cache<Long, Order> orders;
 * }</pre>
 *
 * <p>A cache that doesn't exist is made from its settings. The types of the injection point must be
 * those of the cache, where the cache has any.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
public @interface CacheName {
  /** The name of the cache. */
  String value();

  /** The qualifier as an object, for lookups in code. */
  final class Literal extends AnnotationLiteral<CacheName> implements CacheName {
    private static final long serialVersionUID = 1L;

    private final String value;

    private Literal(String value) {
      this.value = value;
    }

    /** The qualifier of the cache with this name. */
    public static Literal of(String name) {
      return new Literal(name);
    }

    @Override
    public String value() {
      return value;
    }
  }
}
