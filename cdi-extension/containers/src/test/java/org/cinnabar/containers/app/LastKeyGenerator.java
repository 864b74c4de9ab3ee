package org.cinnabar.containers.app;

import jakarta.enterprise.inject.Vetoed;
import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;

/** No bean: keys are equal when the first parameter ends alike. */
@Vetoed
public class LastKeyGenerator implements CacheKeyGenerator {

  @Override
  public GeneratedCacheKey generateCacheKey(
      CacheKeyInvocationContext<? extends Annotation> context) {
    String text = (String) context.getKeyParameters()[0].getValue();
    return new TextKey(text.substring(text.indexOf('/')));
  }
}
