package org.cinnabar.cdi.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the application's class loader. The thread's isn't trusted: on several servers it is
 * another, or none.
 */
final class LoaderChoice {
  private LoaderChoice() {}

  /**
   * The loader of the application.
   *
   * @param classes classes of the application that were seen; may be none
   * @param own the loader of this extension: the application's, unless a server shares the jar
   * @param thread the thread's loader
   */
  static ClassLoader choose(
      Collection<Class<?>> classes, ClassLoader own, @Nullable ClassLoader thread) {
    Optional<ClassLoader> below =
        classes.stream()
            .sorted(Comparator.comparing(Class::getName))
            .map(Class::getClassLoader)
            .filter(loader -> loader != own && isBelow(loader, own))
            .min(Comparator.comparing(loader -> loader != thread));
    if (below.isPresent()) {
      return below.get();
    }
    boolean unseen = classes.stream().noneMatch(type -> type.getClassLoader() == own);
    return unseen && thread != null && sees(thread, own) ? thread : own;
  }

  private static boolean isBelow(@Nullable ClassLoader loader, ClassLoader own) {
    return loader != null && sees(loader, own);
  }

  // Module systems don't build trees of loaders, so what counts is what they find.
  private static boolean sees(ClassLoader loader, ClassLoader own) {
    try {
      return loader.loadClass(LoaderChoice.class.getName()).getClassLoader() == own;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
