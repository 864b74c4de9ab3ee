package org.cinnabar.examples.patterns;

import org.cinnabar.jcache.CinnabarCache;

/** Keys that are made to a pattern are invalidated by one. */
final class PatternInvalidation implements Pattern {

  private final Stage stage;
  private final CinnabarCache<String, String> pages;

  PatternInvalidation(Stage stage) {
    this.stage = stage;
    this.pages = stage.cache("pages", String.class, String.class);
  }

  private long categoryChanged(String category) {
    return pages.invalidateAll("category:" + category + ":*");
  }

  private long languageChanged(String language) {
    return pages.invalidateAll(key -> key.endsWith(":" + language));
  }

  @Override
  public void play() {
    for (String category : new String[] {"coffee", "tea", "mugs"}) {
      for (String language : new String[] {"en", "fr"}) {
        pages.put("category:" + category + ":" + language, "<html>...");
      }
    }
    stage.say("six pages are cached: three categories in two languages");
    stage.show("pages of coffee, by a glob", () -> categoryChanged("coffee"));
    stage.show("French pages, by a predicate", () -> languageChanged("fr"));
    stage.show("tea in English is still there", () -> pages.containsKey("category:tea:en"));
  }
}
