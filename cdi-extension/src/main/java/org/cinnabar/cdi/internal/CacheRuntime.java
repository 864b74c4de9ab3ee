package org.cinnabar.cdi.internal;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.cinnabar.cdi.ParameterKey;
import org.cinnabar.cdi.internal.cache.Access;
import org.cinnabar.cdi.internal.cache.Caches;
import org.cinnabar.cdi.internal.cache.DeclaredCaches;
import org.cinnabar.cdi.internal.cache.DefaultResolverFactory;
import org.cinnabar.cdi.internal.call.ErrorCounter;
import org.cinnabar.cdi.internal.call.Flights;
import org.cinnabar.cdi.internal.call.Guard;
import org.cinnabar.cdi.internal.call.Operations;
import org.cinnabar.cdi.internal.call.Tagging;
import org.cinnabar.cdi.internal.method.CacheCall;
import org.cinnabar.cdi.internal.method.CacheMethod;
import org.cinnabar.cdi.internal.settings.CacheDeclaration;
import org.cinnabar.cdi.internal.settings.CacheSettings;
import org.cinnabar.cdi.internal.settings.CdiSettings;
import org.cinnabar.cdi.internal.settings.Settings;
import org.jspecify.annotations.Nullable;

/** What a running application uses: its settings, its manager, its caches, its methods. */
final class CacheRuntime implements CacheInvoker {
  private static final System.Logger LOG = System.getLogger("org.cinnabar.cdi");

  private final CacheMethods methods;
  private final Injections injections;
  private final ClassLoader loader;
  private final Access access;
  private final DeclaredCaches declared;
  private final Caches caches;
  private final CdiObjects objects;
  private final Operations operations;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> annotated = new LinkedHashSet<>();
  private final @Nullable Supplier<CacheManager> foreignManager;

  CacheRuntime(
      BeanManager beans,
      CacheMethods methods,
      Injections injections,
      ErrorCounter errors,
      ClassLoader loader,
      List<String> mistakes) {
    this.methods = methods;
    this.injections = injections;
    this.loader = loader;
    Settings settings = Settings.read(loader);
    CdiSettings own = CdiSettings.read(settings, mistakes);
    CacheSettings ofCaches = new CacheSettings(settings, mistakes);
    access = new Access(own, loader, settings.properties(), injections.provider(beans));
    foreignManager = injections.manager(beans);
    methods.all().forEach(method -> annotated.addAll(cacheNames(method)));
    names.addAll(annotated);
    names.addAll(ofCaches.caches());
    names.addAll(injections.cacheNames());
    declared = new DeclaredCaches(names, ofCaches, loader, this::object, mistakes);
    injections.suggestTypes(declared, annotated);
    caches = new Caches(this::manager, declared);
    objects = new CdiObjects(beans, injections.seen(), new DefaultResolverFactory(caches));
    Flights flights = own.singleFlight() ? new Flights(own.singleFlightWait()) : null;
    operations = new Operations(objects, new Guard(errors, own.failOnCacheError()), flights);
  }

  private <T> T object(Class<T> type) {
    return objects.get(type);
  }

  private static Set<String> cacheNames(CacheMethod<?> method) {
    Set<String> found = new LinkedHashSet<>();
    if (method.resolverFactory() == null) {
      found.add(method.getCacheName());
      if (method.getCacheAnnotation() instanceof CacheResult result
          && !result.exceptionCacheName().isBlank()) {
        found.add(result.exceptionCacheName());
      }
    }
    return found;
  }

  @Override
  public @Nullable Object call(Class<? extends Annotation> annotation, InvocationContext context)
      throws Exception {
    Object target = context.getTarget();
    Optional<CacheMethod<?>> method =
        methods.find(target.getClass(), context.getMethod(), annotation);
    if (method.isEmpty()) {
      return context.proceed();
    }
    return operations.call(
        new CacheCall<>(method.get(), target, context.getParameters().clone(), context),
        context::proceed);
  }

  /** Adds what is wrong with objects, caches and the provider. */
  void check(List<String> mistakes) {
    methods.all().forEach(method -> checkObjects(method, mistakes));
    methods.all().forEach(method -> checkTypes(method, mistakes));
    injections.checkTypes(declared, mistakes);
    boolean needed = !methods.all().isEmpty() || injections.anyOfOurs();
    if (needed && foreignManager == null) {
      checkProvider(mistakes);
    }
  }

  private void checkObjects(CacheMethod<?> method, List<String> mistakes) {
    for (Class<?> type : new Class<?>[] {method.resolverFactory(), method.keyGenerator()}) {
      try {
        if (type != null) {
          objects.check(type);
        }
      } catch (RuntimeException e) {
        mistakes.add(
            "%s names %s, which can't be used: %s.".formatted(method, type.getName(), messages(e)));
      }
    }
  }

  private void checkTypes(CacheMethod<?> method, List<String> mistakes) {
    CacheDeclaration cache = declared.of(method.getCacheName());
    Class<?> key = cache.keyType();
    if (method.keyGenerator() == null && key != null && !key.isAssignableFrom(ParameterKey.class)) {
      mistakes.add(
          "%s uses the cache %s, whose key-type is %s; annotated methods have keys of their own, so leave it out, or name a key generator."
              .formatted(method, method.getCacheName(), key.getName()));
    }
  }

  private void checkProvider(List<String> mistakes) {
    try {
      access.manager();
      names.forEach(name -> checkByReference(declared.of(name), mistakes));
      methods.all().forEach(method -> checkTags(method, mistakes));
    } catch (RuntimeException e) {
      if (isUnreachable(e)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The cache manager can''t be had yet; it is tried again when first used: {0}",
            messages(e));
      } else {
        mistakes.add(messages(e));
      }
    }
  }

  private void checkByReference(CacheDeclaration cache, List<String> mistakes) {
    CachingProvider provider = access.manager().getCachingProvider();
    if (!cache.storeByValue() && !provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)) {
      mistakes.add(
          "The cache %s has store-by-value=false, but %s only stores by value; leave it out."
              .formatted(cache.name(), provider.getClass().getName()));
    }
  }

  private void checkTags(CacheMethod<?> method, List<String> mistakes) {
    if (!method.tags().isEmpty()
        && method.resolverFactory() == null
        && !Tagging.isSupported(caches.cache(method.getCacheName()))) {
      mistakes.add(
          "%s has @CacheTags, but the caches of %s have no tags; remove it, or use a provider whose caches have them, such as Cinnabar's."
              .formatted(method, access.manager().getCachingProvider().getClass().getName()));
    }
  }

  // A server that is down isn't a mistake of the application's: it must start without.
  private static boolean isUnreachable(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof IOException || t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }

  private static String messages(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      text.append(" (").append(t).append(')');
    }
    return text.toString();
  }

  CacheManager manager() {
    return foreignManager == null ? access.manager() : foreignManager.get();
  }

  Access access() {
    return access;
  }

  Caches caches() {
    return caches;
  }

  void close() {
    objects.close();
    access.close();
    Settings.release(loader);
  }
}
