package org.cinnabar.jcache.internal.warming;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.jspecify.annotations.Nullable;

/**
 * How far a warming has got.
 *
 * @param done how many keys or entries of the source are done
 * @param last the last key of these, if it is known
 */
record Position<K>(long done, @Nullable K last) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18}) ([A-Za-z0-9+/=]*)");

  static <K> Position<K> start() {
    return new Position<>(0, null);
  }

  /** Reads what {@link #text} gave; anything else is the start. */
  static <K> Position<K> parse(String text, LenientCodec<K, ?> codec) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return start();
    }
    byte[] key = Base64.getDecoder().decode(matcher.group(2));
    return new Position<>(
        Long.parseLong(matcher.group(1)), key.length == 0 ? null : codec.keyOrMiss(key));
  }

  String text(LenientCodec<K, ?> codec) {
    return done
        + " "
        + (last == null ? "" : Base64.getEncoder().encodeToString(codec.encodeKey(last)));
  }
}
