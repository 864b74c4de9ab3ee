package org.cinnabar.jcache.internal.warming;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cinnabar.jcache.internal.store.ScanPage;
import org.jspecify.annotations.Nullable;

/**
 * How far a scheduled refresh has got, as it stands on the server for whoever goes on with it.
 *
 * @param due when the refresh was due, in milliseconds since 1970
 * @param next where to go on: the scan's place, or for named keys the number of those done as the
 *     partition; null when it is done
 */
record RefreshNote(long due, ScanPage.@Nullable Cursor next) {
  /** That there has been none. */
  static final RefreshNote NONE = new RefreshNote(Long.MIN_VALUE, null);

  private static final Pattern FORM =
      Pattern.compile("(\\d+) (?:done|(\\d{1,9}) (\\d+(?::\\w+)?))");

  /** Reads a note; one of another form counts as none. */
  static RefreshNote parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return NONE;
    }
    long due = Long.parseLong(matcher.group(1));
    return matcher.group(2) == null
        ? new RefreshNote(due, null)
        : new RefreshNote(
            due, new ScanPage.Cursor(Integer.parseInt(matcher.group(2)), matcher.group(3)));
  }

  @Override
  public String toString() {
    return due + " " + (next == null ? "done" : next.partition() + " " + next.position());
  }
}
