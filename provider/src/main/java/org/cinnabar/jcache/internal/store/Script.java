package org.cinnabar.jcache.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The Lua scripts. Each one's header states its keys, arguments, reply and semantics. */
enum Script {
  /**
   * Not repeatable: a repeated commit could meet its own first run and take it for a foreign
   * change.
   */
  COMMIT(
      false,
      "quick",
      "tags",
      "clock",
      "events",
      "queueing",
      "deadlines",
      "puts",
      "outcomes",
      "commit"),
  /** The same for a bounded cache; others don't pay for what only that needs. */
  COMMIT_BOUNDED(
      false,
      "tags",
      "clock",
      "events",
      "queueing",
      "deadlines",
      "puts",
      "usage",
      "outcomes",
      "commit"),
  READ(true, "clock", "tags", "live", "read"),
  SCAN(true, "clock", "tags", "live", "page", "scan"),
  SWEEP(true, "tags", "clock", "events", "sweep"),
  CLEAR(true, "clock", "events", "clear"),
  USED(true, "usage", "used"),
  SHAPE(true, "shape"),
  ASKED(true, "asked"),
  INVALIDATE(true, "clock", "events", "invalidate"),
  ADOPT(true, "page", "adopt"),
  REGISTER(true, "register"),
  UNREGISTER(true, "unregister"),
  PULSE(true, "pulse"),
  SNAPSHOT(true, "clock", "tags", "live", "snapshot"),
  LEASE(true, "lease"),
  CLAIM(true, "clock", "tags", "live", "claim"),
  RELEASE(true, "release"),
  DUTY(true, "duty"),
  METADATA(true, "metadata"),
  TIME(true, "time"),
  /** Not repeatable: the second run would not tell what the first one told. */
  QUEUE_TAKE(false, "queue-take"),
  /** Not repeatable: what is given up would be given up twice. */
  QUEUE_SETTLE(false, "queue-settle"),
  QUEUE_KEEP(true, "queue-keep"),
  QUEUE_LOOK(true, "queue-look"),
  QUEUE_LETTERS(true, "queue-letters"),
  QUEUE_REPLAY(true, "queue-replay");

  private final boolean repeatable;
  private final String source;
  private final String digest;

  Script(boolean repeatable, String... files) {
    this.repeatable = repeatable;
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(load(file + ".lua"));
    }
    this.source = text.toString();
    this.digest = sha1(source);
  }

  /** Whether the script may be sent again when it is unknown if the server ran it. */
  boolean repeatable() {
    return repeatable;
  }

  /** Whether it applies commits, each of which it answers with its own refusal. */
  boolean commits() {
    return this == COMMIT || this == COMMIT_BOUNDED;
  }

  String source() {
    return source;
  }

  /** What the server knows the script by once it has seen it. */
  String digest() {
    return digest;
  }

  private static String sha1(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
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
