package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;
import org.cinnabar.cdi.ParameterKey;

/** Makes a {@link ParameterKey} of the key parameters. */
public final class DefaultKeyGenerator implements CacheKeyGenerator {
  @Override
  public GeneratedCacheKey generateCacheKey(
      CacheKeyInvocationContext<? extends Annotation> context) {
    return ParameterKey.of(
        Arrays.stream(context.getKeyParameters())
            .map(CacheInvocationParameter::getValue)
            .toArray());
  }
}
