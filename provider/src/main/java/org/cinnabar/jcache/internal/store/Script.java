package org.cinnabar.jcache.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Lua scripts. Each one's header states its keys, arguments, reply and semantics. */
enum Script {
  /**
   * Not repeatable: a repeated commit could meet its own first run and take it for a foreign
   * change.
   */
  COMMIT(false, "events", "commit"),
  READ(true, "read"),
  SCAN(true, "scan"),
  SWEEP(true, "events", "sweep"),
  CLEAR(true, "events", "clear"),
  ADOPT(true, "adopt"),
  REGISTER(true, "register"),
  UNREGISTER(true, "unregister"),
  PULSE(true, "pulse"),
  SNAPSHOT(true, "snapshot"),
  LEASE(true, "lease"),
  RELEASE(true, "release"),
  METADATA(true, "metadata");

  private final boolean repeatable;
  private final String source;

  Script(boolean repeatable, String... files) {
    this.repeatable = repeatable;
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(load(file + ".lua"));
    }
    this.source = text.toString();
  }

  /** Whether the script may be sent again when it is unknown if the server ran it. */
  boolean repeatable() {
    return repeatable;
  }

  String source() {
    return source;
  }

  private static String load(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The script " + file + " is missing from Cinnabar's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't read the script " + file, e);
    }
  }
}
