package org.cinnabar.cdi.internal;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.internal.call.ErrorCounter;
import org.cinnabar.cdi.internal.settings.CdiSettings;
import org.cinnabar.cdi.internal.settings.Settings;
import org.jspecify.annotations.Nullable;

/** One application's caching, from the start of its container to its end. */
public final class Application {
  private static final Map<Class<? extends Annotation>, Class<?>> INTERCEPTORS =
      Map.of(
          CacheResult.class, CacheResultInterceptor.class,
          CachePut.class, CachePutInterceptor.class,
          CacheRemove.class, CacheRemoveInterceptor.class,
          CacheRemoveAll.class, CacheRemoveAllInterceptor.class);
  private static final String RIVALS = "fish.payara.cdi.jsr107.";

  private final ErrorCounter errors = new ErrorCounter();
  private final List<AnnotatedType<?>> types = new ArrayList<>();
  private final Injections injections = new Injections(this);
  private volatile @Nullable CacheRuntime runtime;

  /** Declares the annotations as interceptor bindings, and adds what they bind to. */
  public void addInterceptors(BeforeBeanDiscovery event) {
    int priority = CdiSettings.priority(Settings.read(ownLoader()));
    INTERCEPTORS.forEach(
        (binding, interceptor) -> {
          // The members carry javax's @Nonbinding, which is nothing here.
          event
              .configureInterceptorBinding(binding)
              .methods()
              .forEach(method -> method.add(Nonbinding.Literal.INSTANCE));
          event
              .addAnnotatedType(interceptor, interceptor.getName())
              .add(new PriorityLiteral(priority));
        });
  }

  /** Removes the server's own interceptors of the same annotations. */
  public void vetoRivals(ProcessAnnotatedType<?> event) {
    if (event.getAnnotatedType().getJavaClass().getName().startsWith(RIVALS)) {
      event.veto();
    }
  }

  /** Notes a class of beans. */
  public void addBean(AnnotatedType<?> type) {
    if (!INTERCEPTORS.containsValue(type.getJavaClass())) {
      types.add(type);
    }
  }

  /** Notes a bean that may stand in for one of ours. */
  public void noteBean(Bean<?> bean) {
    injections.noteBean(bean);
  }

  /** Notes what is injected. */
  public void noteInjectionPoint(InjectionPoint point) {
    injections.notePoint(point);
  }

  /** Adds the beans. */
  public void addBeans(AfterBeanDiscovery event) {
    injections.addBeans(event);
  }

  /** Reads everything, and reports all mistakes at once. */
  public void check(AfterDeploymentValidation event, BeanManager beans) {
    List<String> mistakes = new ArrayList<>();
    CacheMethods methods = readMethods(beans, mistakes);
    Set<Class<?>> classes = new LinkedHashSet<>(injections.classes());
    classes.addAll(methods.beanClasses());
    if (classes.isEmpty()) {
      types.forEach(type -> classes.add(type.getJavaClass()));
    }
    ClassLoader loader =
        LoaderChoice.choose(classes, ownLoader(), Thread.currentThread().getContextClassLoader());
    types.clear();
    CacheRuntime made = new CacheRuntime(beans, methods, injections, errors, loader, mistakes);
    made.check(mistakes);
    if (mistakes.isEmpty()) {
      runtime = made;
    } else {
      made.close();
      event.addDeploymentProblem(new DeploymentException(message(new LinkedHashSet<>(mistakes))));
    }
  }

  private CacheMethods readMethods(BeanManager beans, List<String> mistakes) {
    AnnotationReading reading = new AnnotationReading(beans);
    CacheMethods methods = new CacheMethods(reading);
    for (AnnotatedType<?> type : types) {
      mistakes.addAll(methods.add(reading.read(type)));
    }
    return methods;
  }

  private static String message(Set<String> mistakes) {
    StringBuilder text = new StringBuilder("Cinnabar found ");
    text.append(mistakes.size() == 1 ? "a mistake:" : mistakes.size() + " mistakes:");
    mistakes.forEach(mistake -> text.append("\n- ").append(mistake));
    return text.toString();
  }

  /** Closes what was opened for the application. */
  public void close() {
    CacheRuntime running = runtime;
    runtime = null;
    if (running != null) {
      running.close();
    }
    Settings.release(ownLoader());
    RecordLinks.release();
  }

  ErrorCounter errors() {
    return errors;
  }

  CacheRuntime runtime() {
    CacheRuntime running = runtime;
    if (running == null) {
      throw new IllegalStateException("The application isn't running");
    }
    return running;
  }

  private static ClassLoader ownLoader() {
    return requireNonNull(Application.class.getClassLoader());
  }

  private static final class PriorityLiteral extends AnnotationLiteral<Priority>
      implements Priority {
    private static final long serialVersionUID = 1L;

    private final int value;

    PriorityLiteral(int value) {
      this.value = value;
    }

    @Override
    public int value() {
      return value;
    }
  }
}
