package org.cinnabar.examples.patterns;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/** Plays the caching patterns, each on a stage of its own. */
public final class Patterns {

  /** All of them, in the order of {@code docs/patterns.md}. */
  static final List<Entry> ALL =
      List.of(
          new Entry("CacheAside", CacheAside::new),
          new Entry("ReadThrough", ReadThrough::new),
          new Entry("StampedeProtection", StampedeProtection::new),
          new Entry("NegativeCaching", NegativeCaching::new),
          new Entry("RefreshingAhead", RefreshingAhead::new),
          new Entry("RefreshingBySchedule", RefreshingBySchedule::new),
          new Entry("WriteThrough", WriteThrough::new),
          new Entry("WritingBehind", WritingBehind::new),
          new Entry("Annotations", Annotations::new),
          new Entry("TimeToLive", TimeToLive::new),
          new Entry("Jitter", Jitter::new),
          new Entry("ManualInvalidation", ManualInvalidation::new),
          new Entry("ListenerInvalidation", ListenerInvalidation::new),
          new Entry("DomainEvents", DomainEvents::new),
          new Entry("PatternInvalidation", PatternInvalidation::new),
          new Entry("NearCache", NearCache::new),
          new Entry("Warming", Warming::new),
          new Entry("PredictiveLoading", PredictiveLoading::new),
          new Entry("GracefulDegradation", GracefulDegradation::new),
          new Entry("Monitoring", Monitoring::new),
          new Entry("ProductCatalogue", ProductCatalogue::new),
          new Entry("UserSessions", UserSessions::new));

  private static final int WRONG_ARGUMENTS = 2;

  private Patterns() {}

  /**
   * Plays one pattern, or all.
   *
   * @param arguments the name of a pattern, or nothing for all
   */
  public static void main(String... arguments) throws Exception {
    List<Entry> wanted = List.of();
    try {
      wanted = find(String.join(" ", arguments).strip());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_ARGUMENTS);
    }
    for (Entry entry : wanted) {
      if (wanted.size() > 1) {
        System.out.println("\n" + entry.name());
      }
      entry.play(System.out);
    }
  }

  /**
   * The pattern of that name; all for an empty one.
   *
   * @throws IllegalArgumentException naming all patterns, if there is none of that name
   */
  static List<Entry> find(String name) {
    List<Entry> found =
        ALL.stream().filter(entry -> name.isEmpty() || name.equals(entry.name())).toList();
    if (found.isEmpty()) {
      String names = String.join(", ", ALL.stream().map(Entry::name).toList());
      throw new IllegalArgumentException(
          "There is no pattern " + name + ". Choose one of these: " + names);
    }
    return found;
  }

  /**
   * A pattern.
   *
   * @param name that of its class
   * @param maker puts it on a stage
   */
  record Entry(String name, Function<Stage, Pattern> maker) {

    void play(PrintStream out) throws Exception {
      try (Stage stage = Stage.open(out)) {
        maker.apply(stage).play();
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
