package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** A bean: keys are equal when the first parameter starts alike. */
@ApplicationScoped
public class InitialKeyGenerator implements CacheKeyGenerator {
  @Inject private Initial initial;

  @Override
  public GeneratedCacheKey generateCacheKey(
      CacheKeyInvocationContext<? extends Annotation> context) {
    return new TextKey(initial.of((String) context.getKeyParameters()[0].getValue()));
  }

  /** What the generator can only have by injection. */
  @ApplicationScoped
  public static class Initial {

    /** The text up to the first slash. */
    public String of(String text) {
      return text.substring(0, text.indexOf('/'));
    }
  }
}
