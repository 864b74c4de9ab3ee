package org.cinnabar.jcache.change;

import java.nio.file.Path;

/**
 * What the processes of one run have in common.
 *
 * @param uri where the caches are
 * @param directory for the ledger and for what the workers report
 * @param replicas how many are to acknowledge each write; 0 for none
 */
record Load(String uri, Path directory, int replicas) {
  /** How many processes work. */
  static final int JVMS = 2;

  /** How many keys each writes, by a thread for each. */
  static final int KEYS_EACH = 12;

  static final int KEYS = JVMS * KEYS_EACH;

  /** How long an operation may take, as by default. */
  static final long DEADLINE_MILLIS = 1_000;

  /** How much longer one may seem to take on a busy machine. */
  static final long MARGIN_MILLIS = 500;

  /** What a near cache promises, and what clocks may differ by. */
  static final long BEHIND_MICROS = 1_020_000;

  /** Stages of the ledger that processes arrive at. */
  static final int READY = 0;

  static final int AT_REST = 1;

  /** Where the ledger has the times of the change, in its microseconds: 0 until then. */
  static final int BEGUN_AT = 8;

  static final int DONE_AT = 9;

  /** Since when operations count; 0 until then. */
  static final int COUNTING = 11;

  /** Not 0 when the workers are to come to their end. */
  static final int STOP = 10;

  Path ledger() {
    return directory.resolve("ledger");
  }

  /** Where a worker reports. */
  Path report(int jvm) {
    return directory.resolve("worker-" + jvm);
  }

  static String key(int number) {
    return "k" + number;
  }

  /** The value of a key: whoever reads it can tell what it is of, and which of the key's it is. */
  static String value(int key, long number) {
    return key(key) + "#" + number;
  }

  /** The number in a value, 0 without one; negative in one that isn't the key's. */
  static long number(int key, String value) {
    if (value == null) {
      return 0;
    }
    String prefix = key(key) + "#";
    return value.matches(prefix + "[0-9]{1,18}")
        ? Long.parseLong(value.substring(prefix.length()))
        : -1;
  }
}
