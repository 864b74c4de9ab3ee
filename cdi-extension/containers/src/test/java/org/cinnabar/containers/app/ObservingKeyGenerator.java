package org.cinnabar.containers.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.annotation.Annotation;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** Keeps the context that it was given last. */
@ApplicationScoped
public class ObservingKeyGenerator implements CacheKeyGenerator {
  private final AtomicReference<@Nullable CacheKeyInvocationContext<? extends Annotation>> last =
      new AtomicReference<>();

  @Override
  public GeneratedCacheKey generateCacheKey(
      CacheKeyInvocationContext<? extends Annotation> context) {
    last.set(context);
    return new TextKey(String.valueOf(context.getKeyParameters()[0].getValue()));
  }

  /** The context of the last invocation, null before the first. */
  public @Nullable CacheKeyInvocationContext<? extends Annotation> last() {
    return last.get();
  }
}
