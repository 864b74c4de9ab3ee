package org.cinnabar.jcache.internal.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags of entries, and their place in an envelope: after its first byte, which has the flag
 * {@link Envelope#TAGGED}, the reading of the partition's tag clock when the entry was stored
 * (eight bytes, set by the commit script), the length of the tags (two bytes), the tags, each led
 * by its length (one byte); then the value.
 */
public final class EntryTags {
  /** No entry has more tags. */
  public static final int MOST = 32;

  /** No tag has more bytes in UTF-8. */
  public static final int LONGEST = 255;

  private static final int CLOCK_BYTES = 8;
  private static final int SIZE_AT = 1 + CLOCK_BYTES;
  private static final int TAGS_AT = SIZE_AT + 2;

  private final Set<String> tags;
  private final byte[] block;

  private EntryTags(Set<String> tags) {
    this.tags = tags;
    List<byte[]> encoded = encode(tags);
    int size = encoded.stream().mapToInt(tag -> 1 + tag.length).sum();
    ByteBuffer out = ByteBuffer.allocate(TAGS_AT - 1 + size);
    out.putLong(0).putShort((short) size);
    encoded.forEach(tag -> out.put((byte) tag.length).put(tag));
    this.block = out.array();
  }

  /**
   * Makes tags.
   *
   * @throws NullPointerException when a tag is null
   * @throws IllegalArgumentException when there are none or too many, or a tag is empty, too long,
   *     or not well-formed Unicode
   */
  public static EntryTags of(Collection<String> tags) {
    Set<String> distinct = new LinkedHashSet<>(tags);
    encode(distinct);
    if (distinct.isEmpty() || distinct.size() > MOST) {
      throw new IllegalArgumentException(
          "an entry can have 1 to " + MOST + " tags, not " + distinct.size());
    }
    return new EntryTags(distinct);
  }

  /** These tags and more. */
  public EntryTags and(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(tags);
    all.addAll(more);
    return of(all);
  }

  /**
   * Tags as bytes.
   *
   * @throws NullPointerException when a tag is null
   * @throws IllegalArgumentException when a tag is empty, too long, or not well-formed Unicode
   */
  public static List<byte[]> encode(Collection<String> tags) {
    List<byte[]> encoded = new ArrayList<>(tags.size());
    for (String tag : tags) {
      encoded.add(encode(tag));
    }
    return encoded;
  }

  private static byte[] encode(@Nullable String tag) {
    if (tag == null) {
      throw new NullPointerException("a tag must not be null");
    }
    if (tag.isEmpty()) {
      throw new IllegalArgumentException("a tag must not be empty");
    }
    byte[] bytes = tag.getBytes(StandardCharsets.UTF_8);
    if (!Wire.isWellFormed(tag) || bytes.length > LONGEST) {
      throw new IllegalArgumentException(
          "a tag must be well-formed Unicode of at most "
              + LONGEST
              + " bytes in UTF-8; this one has "
              + bytes.length);
    }
    return bytes;
  }

  /** The envelope with these tags. */
  byte[] into(byte[] envelope) {
    ByteBuffer out = ByteBuffer.allocate(envelope.length + block.length);
    out.put((byte) (envelope[0] | Envelope.TAGGED)).put(block);
    return out.put(envelope, 1, envelope.length - 1).array();
  }

  /** The tags of an envelope; null when it has none. */
  public static @Nullable Set<String> of(byte[] envelope) {
    if (!Envelope.isTagged(envelope) || valueAt(envelope) < 0) {
      return null;
    }
    Set<String> tags = new LinkedHashSet<>();
    int end = valueAt(envelope);
    for (int at = TAGS_AT; at < end; ) {
      int length = Math.min(envelope[at] & 0xFF, end - at - 1);
      tags.add(new String(envelope, at + 1, length, StandardCharsets.UTF_8));
      at += 1 + length;
    }
    return tags;
  }

  /** The envelope as it was before it got tags. */
  static byte[] without(byte[] envelope) throws UndecodableException {
    if (!Envelope.isTagged(envelope)) {
      return envelope;
    }
    int at = valueAt(envelope);
    if (at < 0) {
      throw new UndecodableException("The value's tags are malformed.", null);
    }
    byte[] plain = Arrays.copyOfRange(envelope, at - 1, envelope.length);
    plain[0] = (byte) (envelope[0] & ~Envelope.TAGGED);
    return plain;
  }

  /** Where the value begins, negative when the bytes end before. */
  private static int valueAt(byte[] envelope) {
    if (envelope.length < TAGS_AT) {
      return -1;
    }
    int at = TAGS_AT + (ByteBuffer.wrap(envelope).getShort(SIZE_AT) & 0xFFFF);
    return at <= envelope.length ? at : -1;
  }
}
