package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are one scalar: the short way gives the bytes of the long one, and takes them. */
class LoneScalarsTest {
  private static final int MAX = 1 << 20;

  static Stream<Object> shortWay() {
    return Stream.of(
        "",
        "a",
        "x".repeat(63),
        "x".repeat(64),
        "x".repeat(10_000),
        true,
        false,
        0,
        -1,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        0L,
        1L << 55,
        (1L << 55) - 1,
        -(1L << 55),
        -(1L << 55) - 1,
        1L << 62,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        -0.0,
        Double.NaN,
        Double.MIN_VALUE,
        new UUID(Long.MIN_VALUE, 7),
        new byte[0],
        new byte[] {1, -1},
        new byte[200]);
  }

  @ParameterizedTest
  @MethodSource("shortWay")
  void encode_eitherWay_sameBytes(Object value) {
    byte[] bytes = LoneScalars.encode(value, MAX);
    assertThat(bytes).isEqualTo(kryo().encode(value));
    assertThat(LoneScalars.decode(bytes)).isEqualTo(value).hasSameClassAs(value);
    assertThat(kryo().decode(bytes)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("shortWay")
  void decode_cutOrExtended_undecodable(Object value) {
    byte[] bytes = Codecs.any().encodeValue(value);
    for (int length : new int[] {bytes.length - 1, bytes.length + 1}) {
      assertThatThrownBy(() -> Codecs.any().decodeValue(Arrays.copyOf(bytes, length)))
          .isInstanceOf(UndecodableException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "caf\u00e9",
        "\u0080",
        "\u0141\u0161",
        "\u4e2d\u6587",
        "\uffffx\ufffd",
        "\ufffd",
        "\ud83d\ude00",
        "?",
        "\ud800",
        "a\udc00b",
        "\ude00\ud83d"
      })
  void decode_textBeyondAscii_unchanged(String text) throws Exception {
    for (int times : new int[] {1, 20, 5_000}) {
      String value = text.repeat(times);
      assertThat(Codecs.copy(value)).isEqualTo(value);
      assertThat(Codecs.copy(new Object[] {value, "x"})).isEqualTo(new Object[] {value, "x"});
      assertThat(Codecs.copyKey(value)).isEqualTo(value);
    }
  }

  @Test
  void decode_noUtf8_undecodable() {
    byte[] bytes = Codecs.any().encodeValue("text");
    bytes[5] = (byte) 0xff;
    assertThatThrownBy(() -> Codecs.any().decodeValue(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("UTF-8");
  }

  private static ValueKryo kryo() {
    CodecSettings settings = CodecSettings.defaults(LoneScalarsTest.class.getClassLoader());
    return new ValueKryo(new WireTypes(new Trust(settings, Object.class, Object.class)));
  }
}
