package org.cinnabar.cdi.internal.method;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cinnabar.cdi.CacheTags;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an annotated method, with places for its parameters.
 *
 * @param texts as the annotation has them; empty where there is none
 */
public record TagTemplates(List<String> texts) {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d{1,3})}");
  private static final Pattern BRACE = Pattern.compile("[{}]");

  static TagTemplates of(Collection<Annotation> annotations) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof CacheTags tags) {
        return new TagTemplates(List.of(tags.value()));
      }
    }
    return new TagTemplates(List.of());
  }

  /** Whether the method has any. */
  public boolean isEmpty() {
    return texts.isEmpty();
  }

  /** The tags of a call. */
  public List<String> of(CacheCall<?> call) {
    if (texts.isEmpty()) {
      return texts;
    }
    List<String> tags = new ArrayList<>(texts.size());
    for (String text : texts) {
      tags.add(
          PLACE
              .matcher(text)
              .replaceAll(
                  place ->
                      Matcher.quoteReplacement(String.valueOf(parameter(call, place.group(1))))));
    }
    return tags;
  }

  private static @Nullable Object parameter(CacheCall<?> call, String number) {
    return call.parameters()[Integer.parseInt(number)];
  }

  /** What is wrong with them for a method of so many parameters, each with its remedy. */
  List<String> mistakes(int parameters) {
    List<String> found = new ArrayList<>();
    for (String text : texts) {
      Matcher place = PLACE.matcher(text);
      while (place.find()) {
        if (Integer.parseInt(place.group(1)) >= parameters) {
          found.add(
              "has the tag \"%s\", but %d parameters, counted from 0; name one of them"
                  .formatted(text, parameters));
        }
      }
      if (text.isEmpty() || BRACE.matcher(PLACE.matcher(text).replaceAll("")).find()) {
        found.add(
            "has the tag \"%s\"; write text, and {0}, {1} and so on for parameters"
                .formatted(text));
      }
    }
    return found;
  }
}
