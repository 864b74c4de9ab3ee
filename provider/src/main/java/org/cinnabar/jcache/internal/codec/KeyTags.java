package org.cinnabar.jcache.internal.codec;

/**
 * The bytes that start each part of a binary key, beside the numbers of {@link Scalars}. Never
 * reused.
 */
final class KeyTags {
  static final int NULL = 0;
  static final int LIST = 160;
  static final int SET = 161;
  static final int MAP = 162;
  static final int ENTRY = 163;
  static final int OPTIONAL = 164;
  static final int ENUM = 165;
  static final int RECORD = 166;
  static final int OBJECT = 167;
  static final int ARRAY = 168;

  private KeyTags() {}
}
