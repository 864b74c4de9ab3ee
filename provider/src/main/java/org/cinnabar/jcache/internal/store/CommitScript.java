package org.cinnabar.jcache.internal.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisReadonlyException;

/** The wire form of commits and their outcomes, as the header of {@code commit.lua} defines it. */
final class CommitScript {
  /** Far beyond any use, and low enough for the server's limit of 2^46 ms since 1970. */
  static final long MAX_TTL = 1L << 45;

  private static final int FLAG_NATIVE = 1;
  private static final int FLAG_HEARS_ACKNOWLEDGEMENTS = 1 << 1;
  private static final int FLAG_SETS_WITH_EXPIRY = 1 << 2;
  private static final int FLAG_UNDER_LEASES = 1 << 3;
  private static final int FLAG_BOUNDED = 1 << 4;

  private static final int OPTION_RETURN_PRIOR = 1;
  private static final int OPTION_EXPECTED = 1 << 1;
  private static final int OPTION_ABSENT_VALUE = 1 << 2;
  private static final int OPTION_PRESENT_VALUE = 1 << 3;
  private static final int OPTION_SAME_VALUE = 1 << 4;
  private static final int OPTION_UNDER_LEASE = 1 << 5;

  private static final int QUEUED = 16;
  private static final int KEEPS_TAGS = 32;

  /** What the script says against a commit when too many writes wait. */
  static final String BACKLOG = "BACKLOG";

  /** What a replica says against a commit. */
  private static final String READ_ONLY = "READONLY You can't write";

  /** What a master says against a commit that has fewer replicas than it is to have for writes. */
  private static final String NO_REPLICAS = "NOREPLICAS Not enough good replicas";

  /** What the script says against a commit whose lease is no longer held. */
  static final String LOST = "LOST";

  private static final int HEADER_BYTES = 22;
  private static final int KEY_AND_HEADER = 2;
  private static final int REPLY_HEADER = 3;
  private static final int STATUS_MASK = 3;
  private static final int STATUS_REFUSED = 3;
  private static final int VALUE_FOLLOWS = 4;
  private static final int EVENT_FOLLOWS = 8;
  private static final CommitResult.Status[] STATUSES = CommitResult.Status.values();

  private CommitScript() {}

  /** How many arguments a commit takes at most. */
  static int argumentCount(Commit commit) {
    return KEY_AND_HEADER
        + (commit.expected() == null ? 0 : 1)
        + (commit.whenAbsent().value() == null ? 0 : 1)
        + (commit.whenPresent().value() == null ? 0 : 1)
        + (commit.lease() == null ? 0 : 1);
  }

  /** About how many bytes a commit's arguments have. */
  static int size(Commit commit) {
    int values = length(commit.expected()) + length(commit.whenAbsent().value());
    if (commit.whenPresent().value() != commit.whenAbsent().value()) {
      values += length(commit.whenPresent().value());
    }
    return commit.key().length + HEADER_BYTES + values;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Whether there are commits among these that need the leases of loading. */
  static boolean areUnderLeases(List<Commit> commits) {
    for (Commit commit : commits) {
      if (commit.lease() != null) {
        return true;
      }
    }
    return false;
  }

  /** The argument that tells the script about the server, this node, and the commits. */
  static long flags(
      ServerCapabilities capabilities,
      boolean hearsAcknowledgements,
      boolean underLeases,
      boolean bounded) {
    return (capabilities.nativeFieldExpiry() ? FLAG_NATIVE : 0)
        | (hearsAcknowledgements ? FLAG_HEARS_ACKNOWLEDGEMENTS : 0)
        | (capabilities.setsFieldsWithExpiry() ? FLAG_SETS_WITH_EXPIRY : 0)
        | (underLeases ? FLAG_UNDER_LEASES : 0)
        | (bounded ? FLAG_BOUNDED : 0);
  }

  static void encode(Commit commit, Arguments arguments) {
    Change absent = commit.whenAbsent();
    Change present = commit.whenPresent();
    byte[] absentValue = absent.value();
    byte[] presentValue = present.value();
    boolean same = presentValue != null && presentValue == absentValue;
    int options =
        (commit.returnPrior() ? OPTION_RETURN_PRIOR : 0)
            | (commit.expected() != null ? OPTION_EXPECTED : 0)
            | (absentValue != null ? OPTION_ABSENT_VALUE : 0)
            | (presentValue != null && !same ? OPTION_PRESENT_VALUE : 0)
            | (same ? OPTION_SAME_VALUE : 0)
            | (commit.lease() != null ? OPTION_UNDER_LEASE : 0);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.put(commit.expectation().code).put((byte) options);
    encode(absent, header);
    encode(present, header);
    arguments.add(commit.key()).add(header.array());
    addIfPresent(commit.expected(), arguments);
    addIfPresent(absentValue, arguments);
    addIfPresent(same ? null : presentValue, arguments);
    if (commit.lease() != null) {
      arguments.add(commit.lease());
    }
  }

  private static void encode(Change change, ByteBuffer header) {
    int kind =
        change.kind().code | (change.queued() ? QUEUED : 0) | (change.keepsTags() ? KEEPS_TAGS : 0);
    header.put((byte) kind).put(change.event().code).putLong(clamp(change.ttl()));
  }

  private static long clamp(long ttl) {
    if (ttl == Ttl.UNCHANGED) {
      return ttl;
    }
    return ttl == Ttl.ETERNAL || ttl > MAX_TTL ? Ttl.ETERNAL : Math.max(1, ttl);
  }

  private static void addIfPresent(byte @Nullable [] value, Arguments arguments) {
    if (value != null) {
      arguments.add(value);
    }
  }

  /**
   * Why a commit can't be sent, or null. The script trusts its arguments: an error would leave a
   * batch half applied.
   */
  static @Nullable String refusal(Commit commit) {
    if (commit.expectation() == Commit.Expectation.EXACTLY && commit.expected() == null) {
      return "A commit that expects exact bytes has none";
    }
    for (Change change : Arrays.asList(commit.whenAbsent(), commit.whenPresent())) {
      if (change.kind() == Change.Kind.WRITE && length(change.value()) == 0) {
        return "A commit that writes has no envelope";
      }
    }
    return null;
  }

  /**
   * What a server says that takes no writes at present, being a replica or having too few of them;
   * null when the reply says nothing of the kind. It refuses a script before its first write alone,
   * so of such a call nothing was applied: it can be sent again.
   */
  static @Nullable RedisException refusedAsAWhole(List<Object> values) {
    Reply reply = new Reply(values);
    if (reply.needsAcknowledgements() || !reply.hasRefusals()) {
      return null;
    }
    for (Outcome outcome : reply.outcomes(0)) {
      String refusal = outcome.refusal == null ? "" : outcome.refusal;
      if (refusal.contains(READ_ONLY)) {
        return new RedisReadonlyException("READONLY The server refused commits as a replica.");
      }
      if (refusal.contains(NO_REPLICAS)) {
        return new RedisNoReplicasException("NOREPLICAS The server has too few replicas to write.");
      }
    }
    return null;
  }

  /**
   * What the script replied to one chunk.
   *
   * @param unreplicated what those fail with that changed something; null where that is enough
   */
  record Reply(List<Object> values, @Nullable CacheException unreplicated) {
    Reply(List<Object> values) {
      this(values, null);
    }

    /** Whether nothing was applied because this node must hear acknowledgements first. */
    boolean needsAcknowledgements() {
      return values.size() < REPLY_HEADER;
    }

    /** Whether the server refused some of the commits. */
    boolean hasRefusals() {
      for (byte status : (byte[]) values.get(2)) {
        if ((status & STATUS_MASK) == STATUS_REFUSED) {
          return true;
        }
      }
      return false;
    }

    /** Whether the partition had no entries before. */
    boolean wasEmpty() {
      return Arguments.number(values, 0) == 1;
    }

    /** Milliseconds to the earliest deadline that went into the index, negative when none did. */
    long soonestDeadline() {
      return Arguments.number(values, 1);
    }

    /** How many entries of a bounded cache were removed to make room. */
    long evictions() {
      return Arguments.number(values, values.size() - 1);
    }

    /** The outcomes in the order of the commits. */
    List<Outcome> outcomes(int partition) {
      byte[] statuses = (byte[]) values.get(2);
      List<Outcome> outcomes = new ArrayList<>(statuses.length);
      Iterator<Object> following = values.listIterator(REPLY_HEADER);
      for (byte status : statuses) {
        outcomes.add(outcome(status, following, partition));
      }
      return outcomes;
    }

    private static Outcome outcome(int status, Iterator<Object> following, int partition) {
      byte[] value = (status & VALUE_FOLLOWS) == 0 ? null : (byte[]) following.next();
      if ((status & STATUS_MASK) == STATUS_REFUSED) {
        return new Outcome(null, value == null ? "" : Arguments.text(value));
      }
      boolean event = (status & EVENT_FOLLOWS) != 0;
      long sequence = event ? (Long) following.next() : 0;
      long acknowledgements = event ? (Long) following.next() : 0;
      return new Outcome(
          new CommitResult(
              STATUSES[status & STATUS_MASK], value, partition, sequence, (int) acknowledgements),
          null);
    }
  }

  /** How a commit ended: with a result, or with what the server said against it. */
  record Outcome(@Nullable CommitResult result, @Nullable String refusal) {}
}
