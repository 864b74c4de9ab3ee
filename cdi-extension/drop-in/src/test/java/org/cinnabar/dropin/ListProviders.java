package org.cinnabar.dropin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.Caching;

/** Prints what the standard's lookups find: the default, each by name, all. */
final class ListProviders {
  private ListProviders() {}

  /**
   * Prints.
   *
   * @param names class names of providers to ask for
   */
  public static void main(String[] names) {
    List<String> all = new ArrayList<>();
    Caching.getCachingProviders().forEach(provider -> all.add(provider.getClass().getName()));
    Collections.sort(all);
    System.out.println("all " + all);
    try {
      System.out.println("default " + Caching.getCachingProvider().getClass().getName());
    } catch (CacheException e) {
      System.out.println("default refused");
    }
    for (String name : names) {
      System.out.println("named " + Caching.getCachingProvider(name).getClass().getName());
    }
  }
}
