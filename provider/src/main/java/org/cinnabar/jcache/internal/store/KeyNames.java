package org.cinnabar.jcache.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The names of everything that one cache owns on the server. All keys of a partition share the hash
 * tag {@link SlotTags chosen} for it, so that its scripts stay within one cluster slot; what
 * belongs to the whole cache has the tag <code>{cache}</code>. Characters that would make a name
 * ambiguous, or special to glob patterns, are percent-escaped.
 */
final class KeyNames {
  static final String DEFAULT_NAMESPACE = "cinnabar";
  private static final String SPECIAL = "{}:%*?[]\\";
  private static final String EMPTY_NAME = "%";

  private final String namespace;
  private final String cache;

  KeyNames(String namespace, String cacheName) {
    // a colon can't make a namespace ambiguous, because the first brace ends it
    this.namespace = escape(namespace).replace("%3A", ":");
    this.cache = cacheName.isEmpty() ? EMPTY_NAME : escape(cacheName);
  }

  /**
   * The keys of one partition.
   *
   * @param number the partition's number
   * @param entries hash: encoded key to envelope
   * @param deadlines sorted set: the deadlines of the entries that don't expire natively
   * @param listeners hash: what each node listens for
   * @param sequence counter of the published events
   * @param tags sorted set: when tags were invalidated, by a clock of the partition's own
   * @param leases hash: the leases held on encoded keys
   * @param loads hash: the leases of loading encoded keys
   * @param queue the writes that the cache writer is still to be told of
   * @param usage string: estimates of how the keys of a bounded cache are used
   * @param newcomers list: the encoded keys of entries that came last to a bounded cache
   */
  record Partition(
      int number,
      String entries,
      String deadlines,
      String listeners,
      String sequence,
      String tags,
      String leases,
      String loads,
      Queue queue,
      String usage,
      String newcomers) {

    /** What the scripts that change entries touch, in their order. */
    List<Object> mutable() {
      return List.of(entries, deadlines, listeners, sequence, tags);
    }

    /**
     * What the script of commits touches, in its order.
     *
     * @param queued whether it queues changes for the writer
     * @param underLeases whether it looks at leases of loading
     * @param bounded whether entries make room for others
     */
    List<Object> mutable(boolean queued, boolean underLeases, boolean bounded) {
      if (!queued && !underLeases && !bounded) {
        return mutable();
      }
      List<Object> keys = new ArrayList<>(mutable());
      if (queued) {
        keys.add(queue.writes);
        keys.add(queue.pending);
      }
      if (underLeases) {
        keys.add(loads);
      }
      if (bounded) {
        keys.add(usage);
        keys.add(newcomers);
      }
      return keys;
    }

    /** What the scripts that read entries touch, in their order. */
    List<Object> readable() {
      return List.of(entries, deadlines, tags);
    }

    /** Everything. */
    List<Object> all() {
      return List.of(
          entries,
          deadlines,
          listeners,
          sequence,
          tags,
          leases,
          loads,
          queue.writes,
          queue.pending,
          queue.drainer,
          queue.deadLetters,
          queue.deadLetterKeys,
          queue.replay,
          usage,
          newcomers);
    }
  }

  /**
   * The keys of a partition that is written behind.
   *
   * @param writes stream: what the writer is still to be told, in the order of the commits
   * @param pending hash: encoded key to the id of its last write that waits
   * @param drainer the token of the JVM that tells the writer at present
   * @param deadLetters stream: what the writer refused again and again
   * @param deadLetterKeys hash: encoded key to the id of its dead letter
   * @param replay the id of the last dead letter that is to be tried again
   */
  record Queue(
      String writes,
      String pending,
      String drainer,
      String deadLetters,
      String deadLetterKeys,
      String replay) {}

  /** The keys of all partitions of a cache that has so many, in their order. */
  List<Partition> partitions(int count) {
    List<String> tags = SlotTags.of(cache, count);
    return IntStream.range(0, count).mapToObj(i -> partition(i, tags.get(i))).toList();
  }

  private Partition partition(int number, String tag) {
    String prefix = namespace + ":{" + tag + "}:";
    return new Partition(
        number,
        prefix + "entries",
        prefix + "deadlines",
        prefix + "listeners",
        prefix + "sequence",
        prefix + "tags",
        prefix + "leases",
        prefix + "loads",
        new Queue(
            prefix + "writes",
            prefix + "pending",
            prefix + "drainer",
            prefix + "dead-letters",
            prefix + "dead-letter-keys",
            prefix + "replay"),
        prefix + "usage",
        prefix + "newcomers");
  }

  String metadata() {
    return cacheWide("metadata");
  }

  /** Hash: who holds the duties of the cluster, and their notes. */
  String duties() {
    return cacheWide("duties");
  }

  String events() {
    return cacheWide("events");
  }

  /** The channel that says whose lease of loading was given back. */
  String loaded() {
    return cacheWide("loaded");
  }

  /** Stream: what other systems ask to be invalidated. */
  String invalidations() {
    return cacheWide("invalidations");
  }

  String acknowledgements(String nodeId) {
    return cacheWide("acks:" + nodeId);
  }

  private String cacheWide(String what) {
    return namespace + ":{" + cache + "}:" + what;
  }

  /**
   * The partition that a key belongs to. Part of the data layout: it never changes for a format
   * version.
   */
  static int partitionOf(byte[] key, int count) {
    if (count == 1) {
      return 0;
    }
    CRC32 crc = new CRC32();
    crc.update(key);
    // a CRC is linear: mix it, so that keys which differ in a few bits still spread
    int hash = (int) crc.getValue();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    hash ^= hash >>> 16;
    return Integer.remainderUnsigned(hash, count);
  }

  private static String escape(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    name.codePoints().forEach(character -> escape(character, escaped));
    return escaped.toString();
  }

  private static void escape(int character, StringBuilder escaped) {
    if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
      // a lone surrogate has no UTF-8 form
      escaped.append(String.format("%%u%04X", character));
    } else if (isSpecial(character)) {
      for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
        escaped.append(String.format("%%%02X", each));
      }
    } else {
      escaped.appendCodePoint(character);
    }
  }

  private static boolean isSpecial(int character) {
    return SPECIAL.indexOf(character) >= 0
        || Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }
}
