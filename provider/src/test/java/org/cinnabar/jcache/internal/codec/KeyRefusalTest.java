package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cinnabar.jcache.CacheCodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys without canonical bytes are refused with a reason; the others decode with their class. */
class KeyRefusalTest {
  static final class NoEquals {}

  static final class OnlyEquals {
    @Override
    public boolean equals(Object o) {
      return o instanceof OnlyEquals;
    }
  }

  /** Its hash code lives in a transient field, so a copy has another one. */
  static final class TransientHash {
    private final String text = "t";
    private final transient int hash;

    TransientHash(String text) {
      hash = text.hashCode();
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof TransientHash t && t.text.equals(text);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  static final class MyDate extends Date {
    private static final long serialVersionUID = 1L;
  }

  record Holder(Object part) {}

  static Stream<Arguments> refused() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    return Stream.of(
        Arguments.of(new NoEquals(), "override"),
        Arguments.of(new OnlyEquals(), "override"),
        Arguments.of(new int[] {1}, "identity|equal only to themselves"),
        Arguments.of(new String[] {"a"}, "arrays"),
        Arguments.of(new Holder(new byte[] {1}), "equal only to themselves"),
        Arguments.of(new ArrayDeque<>(List.of(1)), "equality"),
        Arguments.of(new PriorityQueue<>(List.of(1)), "equality"),
        Arguments.of(new HashMap<>(Map.of(1, 1)).values(), "equality"),
        Arguments.of(new IllegalStateException("x"), "equality"),
        Arguments.of(Thread.currentThread(), "equality"),
        Arguments.of(new AtomicInteger(1), "equal only to themselves"),
        Arguments.of(new StringBuilder("x"), "equal only to themselves"),
        Arguments.of(Pattern.compile("x"), "equal only"),
        Arguments.of((Supplier<String>) () -> "x", "lambda"),
        Arguments.of(List.of(new NoEquals()), "override"),
        Arguments.of(Optional.of(new NoEquals()), "override"),
        Arguments.of(cycle, "contains itself"),
        Arguments.of(new IdentityHashMap<>(Map.of(1, 1)), "identity"),
        Arguments.of(new TransientHash("x"), "transient"),
        Arguments.of(new MyDate(), "superclass|override|state"),
        Arguments.of(Set.of(new Object()), "equality"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void encode_noCanonicalForm_refusedWithReason(Object key, String reason) {
    assertThatThrownBy(() -> Codecs.any().encodeKey(key))
        .isInstanceOf(CacheCodecException.class)
        .message()
        .containsPattern(reason)
        .containsPattern("; .*\\.$");
  }

  @Test
  void decode_declaredTypes_theirInstances() throws Exception {
    assertKept(Date.class, new java.sql.Date(7));
    assertKept(java.sql.Date.class, new java.sql.Date(7));
    assertKept(java.sql.Timestamp.class, new java.sql.Timestamp(7));
    assertKept(java.util.LinkedList.class, new java.util.LinkedList<>(List.of(1)));
    assertKept(java.util.TreeSet.class, new java.util.TreeSet<>(List.of(1)));
    assertKept(java.util.TreeMap.class, new java.util.TreeMap<>(Map.of(1, 1)));
    assertKept(Integer.class, 5);
  }

  private static <K> void assertKept(Class<K> type, Object key) throws Exception {
    KryoCacheCodec<K, Object> codec = Codecs.of(type, Object.class);
    assertThat(codec.decodeKey(codec.encodeKey(type.cast(type.isInstance(key) ? key : null))))
        .isInstanceOf(type)
        .isEqualTo(key);
  }

  @Test
  void decode_otherType_undecodable() {
    byte[] bytes = Codecs.any().encodeKey("text");
    assertThatThrownBy(() -> Codecs.of(Integer.class, Object.class).decodeKey(bytes))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void encode_null_nullPointer() {
    assertThatThrownBy(() -> Codecs.any().encodeKey(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void encode_loneSurrogates_survive() throws Exception {
    for (String key : List.of("\ud800", "x\udc00y", "\udc00\ud800", "\ud83d\ude00")) {
      assertThat(Codecs.copyKey(key)).isEqualTo(key);
    }
  }

  @Test
  void encode_deepOrLarge_refusedNamingSetting() {
    Object deep = 1;
    for (int i = 0; i < 300; i++) {
      deep = List.of(deep);
    }
    Object key = deep;
    assertThatThrownBy(() -> Codecs.any().encodeKey(key))
        .isInstanceOf(CacheCodecException.class)
        .hasMessageContaining("maxDepth");
    assertThatThrownBy(() -> Codecs.limited(9, 100).encodeKey("x".repeat(200)))
        .isInstanceOf(CacheCodecException.class)
        .hasMessageContaining("maxBytes");
    assertThatThrownBy(() -> Codecs.limited(9, 100).encodeKey(List.of("x".repeat(200))))
        .isInstanceOf(CacheCodecException.class)
        .hasMessageContaining("maxBytes");
  }
}
