package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The format as it stands. A change here needs a new format version: stored caches would be
 * unreadable.
 */
class GoldenBytesTest {
  record Person(String name, int age) {}

  static final class Account {
    private long balance = 7;
    private Person owner = new Person("Ada", 36);
    private Object again = owner;
  }

  static Stream<Arguments> readableKeys() {
    return Stream.of(
        Arguments.of("naïve", "s:naïve"),
        Arguments.of("", "s:"),
        Arguments.of(-42, "i:-42"),
        Arguments.of(42L, "l:42"),
        Arguments.of((short) 42, "h:42"),
        Arguments.of((byte) 42, "b:42"),
        Arguments.of(new UUID(1, 2), "u:00000000-0000-0001-0000-000000000002"));
  }

  @ParameterizedTest
  @MethodSource("readableKeys")
  void encode_simpleKey_readable(Object key, String text) throws Exception {
    assertThat(new String(Codecs.any().encodeKey(key), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(Codecs.any().decodeKey(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(key);
  }

  static Stream<Arguments> binaryKeys() {
    return Stream.of(
        Arguments.of(List.of(1, "a"), "6b3aa0020402090261"),
        Arguments.of(Set.of("b", "a", "c"), "6b3aa103090261090262090263"),
        Arguments.of(Map.of("k", 2L), "6b3aa20109026b0504"),
        Arguments.of(
            new Person("Ada", 36),
            "6b3aa6726f72672e63696e6e616261722e6a63616368652e696e7465726e616c2e636f6465632e476f6c64656e"
                + "42797465735465737424506572736f6ee93b9a73480906416461"),
        Arguments.of("\ud800", "6b3a0905d800"),
        Arguments.of(Instant.EPOCH, "6b3a210000"));
  }

  @ParameterizedTest
  @MethodSource("binaryKeys")
  void encode_binaryKey_fixedBytes(Object key, String hex) throws Exception {
    KryoCacheCodec<Object, Object> codec = Codecs.of(Object.class, Object.class);
    assertThat(HexFormat.of().formatHex(codec.encodeKey(key))).isEqualTo(hex);
    assertThat(codec.decodeKey(HexFormat.of().parseHex(hex))).isEqualTo(key);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("text", "1000090874657874"),
        Arguments.of(1, "10000402"),
        Arguments.of(true, "10000101"),
        Arguments.of(3.5, "1000070000000000000c40"),
        Arguments.of(new ArrayList<>(List.of(1, "a")), "10005601020402090261"),
        Arguments.of(Map.of("k", List.of()), "10004c010109026b680100"),
        Arguments.of(
            new Person("Ada", 36),
            "100100476f72672e63696e6e616261722e6a63616368652e696e7465726e616c2e636f6465632e476f6c6465"
                + "6e42797465735465737424506572736f6eff01020661676549086e616d654c800201480906416461"),
        Arguments.of(
            Thread.State.NEW,
            "100100196a6176612e6c616e672e546872656164245374617465ff02008002064e4557"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void encode_value_fixedBytes(Object value, String hex) throws Exception {
    KryoCacheCodec<Object, Object> codec = Codecs.any();
    assertThat(HexFormat.of().formatHex(codec.encodeValue(value))).isEqualTo(hex);
    assertThat(codec.decodeValue(HexFormat.of().parseHex(hex))).isEqualTo(value);
  }

  @Test
  void encode_objectWithSharedField_fixedBytes() throws Exception {
    KryoCacheCodec<Object, Object> codec = Codecs.any();
    String hex =
        "100200546f72672e63696e6e616261722e6a63616368652e696e7465726e616c2e636f6465632e476f6c6465"
            + "6e427974657354657374244163636f756e74ff00030a616761696e4c0e62616c616e63654a0a6f776e65724c"
            + "3314506572736f6eff01020661676549086e616d654c8002018102014809064164610e810203";
    assertThat(HexFormat.of().formatHex(codec.encodeValue(new Account()))).isEqualTo(hex);
    Account copy = (Account) codec.decodeValue(HexFormat.of().parseHex(hex));
    assertThat(copy.again).isSameAs(copy.owner).isEqualTo(new Person("Ada", 36));
    assertThat(copy.balance).isEqualTo(7);
  }
}
