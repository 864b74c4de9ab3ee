package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.io.Output;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.cinnabar.jcache.CacheCodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Depth, size, hostile bytes and many threads. */
class ValueLimitsTest {
  record Item(String name, long id, List<Object> parts, Date when) {}

  static final class Link {
    private Link next;
  }

  static final class Bag {
    private final Map<Object, Object> map =
        new TreeMap<>(Map.of("k", List.of(1, 2), "l", Set.of("x")));
    private final int[] numbers = {1, 2, 3};
    private final Object error = new IllegalStateException("e");
    private Bag self = this;
  }

  private static Link chain(int length) {
    Link first = null;
    for (int i = 0; i < length; i++) {
      Link link = new Link();
      link.next = first;
      first = link;
    }
    return first;
  }

  @Test
  void encode_deeperThanMaxDepth_refusedOnSmallStack() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                assertThatCode(() -> Codecs.copy(chain(199))).doesNotThrowAnyException();
                assertThatThrownBy(() -> Codecs.any().encodeValue(chain(300)))
                    .isInstanceOf(CacheCodecException.class)
                    .hasMessageContaining("maxDepth");
                assertThatThrownBy(() -> Codecs.limited(10_000, 1 << 20).encodeValue(chain(10_000)))
                    .isInstanceOf(CacheCodecException.class)
                    .hasMessageContaining("maxDepth");
              } catch (Throwable t) {
                failure.set(t);
              }
            },
            "small",
            512 << 10);
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  @Test
  void decode_deeperThanMaxDepth_undecodable() {
    KryoCacheCodec<Object, Object> writer = Codecs.limited(600, 1 << 20);
    byte[] bytes = writer.encodeValue(nested(400));
    assertThatThrownBy(() -> Codecs.any().decodeValue(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("maxDepth");
    byte[] key = writer.encodeKey(nested(400));
    assertThatThrownBy(() -> Codecs.any().decodeKey(key))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("maxDepth");
  }

  private static Object nested(int depth) {
    Object value = "x";
    for (int i = 0; i < depth; i++) {
      value = new ArrayList<>(List.of(value));
    }
    return value;
  }

  @Test
  void encode_largerThanMaxBytes_refusedWithoutCopying() {
    List<Integer> endless =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            throw new AssertionError("not to be read");
          }

          @Override
          public int size() {
            return 600 << 20;
          }
        };
    KryoCacheCodec<Object, Object> codec = Codecs.limited(50, 1000);
    for (Object value :
        List.of(new byte[5000], new long[200], "x".repeat(2000), endless.subList(0, 600 << 20))) {
      assertThatThrownBy(() -> codec.encodeValue(value))
          .isInstanceOf(CacheCodecException.class)
          .hasMessageContaining("maxBytes");
    }
    byte[] large = Codecs.any().encodeValue(new byte[5000]);
    assertThatThrownBy(() -> codec.decodeValue(large))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("maxBytes");
    assertThatThrownBy(() -> codec.encodeValue("x".repeat(999)))
        .isInstanceOf(CacheCodecException.class);
    assertThatCode(() -> codec.decodeValue(codec.encodeValue("x".repeat(990))))
        .doesNotThrowAnyException();
  }

  @Test
  void decode_claimedSizes_reserveNoMemory() {
    for (int id : new int[] {9, 10, 20, 59, 60, 63, 66, 68, 70, 86, 93, 104, 111}) {
      Output out = new Output(64);
      out.writeByte(Envelope.VERSION);
      out.writeVarInt(0, true);
      out.writeVarInt(id, true);
      out.writeByte(1);
      out.writeVarInt(0x7fff_fff0, true);
      out.writeInt(0);
      assertThatThrownBy(() -> Codecs.any().decodeValue(out.toBytes()))
          .isInstanceOf(UndecodableException.class);
    }
  }

  // Each of the nested arrays claims all the bytes that follow it.
  @Test
  void decode_nestedClaims_boundedTogether() {
    Output out = new Output(1 << 16, -1);
    out.writeByte(Envelope.VERSION);
    out.writeVarInt(1, true);
    out.writeVarInt(0, true);
    Wire.writeBytes(out, Descriptor.of(Descriptor.Kind.ARRAY, Object[].class).toBytes());
    for (int i = 0; i < 100; i++) {
      out.writeVarInt(ValueClassResolver.FIRST_NAMED, true);
      out.writeByte(1);
      out.writeVarInt(500_000, true);
    }
    out.writeBytes(new byte[600_000]);
    assertThatThrownBy(() -> Codecs.any().decodeValue(out.toBytes()))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("add up");
  }

  // Three bytes each repeat a name of a thousand.
  @Test
  void decode_namesRepeatedTooOften_undecodable() {
    Output out = new Output(1 << 10, -1);
    out.writeByte(Envelope.VERSION);
    out.writeVarInt(1_101, true);
    out.writeVarInt(0, true);
    Wire.writeBytes(out, new byte[1_000]);
    for (int i = 0; i < 1_100; i++) {
      out.writeVarInt(1_000, true);
      out.writeVarInt(0, true);
    }
    assertThatThrownBy(() -> Codecs.any().decodeValue(out.toBytes()))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("begins like none before");
  }

  @Test
  void decode_otherEnvelope_undecodable() throws Exception {
    KryoCacheCodec<Object, Object> codec = Codecs.any();
    byte[] bytes = codec.encodeValue("v");
    assertThat(bytes[0]).isEqualTo((byte) Envelope.VERSION);
    bytes[0] |= Envelope.INDEXED;
    assertThat(codec.decodeValue(bytes)).isEqualTo("v");
    for (int first = 0; first < 256; first++) {
      bytes[0] = (byte) first;
      if ((first & ~Envelope.INDEXED) != Envelope.VERSION) {
        assertThatThrownBy(() -> codec.decodeValue(bytes)).isInstanceOf(UndecodableException.class);
      }
    }
    for (int length = 0; length < 2; length++) {
      byte[] prefix = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.decodeValue(prefix)).isInstanceOf(UndecodableException.class);
      assertThatThrownBy(() -> codec.decodeKey(prefix)).isInstanceOf(UndecodableException.class);
    }
  }

  @Test
  void decode_fuzzedBytes_valueOrUndecodable() {
    KryoCacheCodec<Object, Object> codec = Codecs.any();
    Random random = new Random(42);
    List<byte[]> seeds = new ArrayList<>();
    Object[] values = {
      "text",
      12L,
      List.of(1, "b", new HashSet<>(List.of(3.5))),
      new Item("n", 5, List.of("p"), new Date(1)),
      new Bag(),
      Thread.State.NEW,
      new int[][] {{1}},
      new Item[] {null}
    };
    for (Object value : values) {
      seeds.add(codec.encodeValue(value));
    }
    List<byte[]> keys =
        List.of(
            codec.encodeKey("text"),
            codec.encodeKey(5),
            codec.encodeKey(Map.of("a", List.of(1))),
            codec.encodeKey(new Item("n", 5, List.of("p"), new Date(1))));
    for (int round = 0; round < 30_000; round++) {
      byte[] value = mutate(seeds.get(random.nextInt(seeds.size())), random);
      decodeOrRefuse(() -> codec.decodeValue(value));
      byte[] key = mutate(keys.get(random.nextInt(keys.size())), random);
      decodeOrRefuse(() -> codec.decodeKey(key));
    }
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    int kind = random.nextInt(4);
    if (kind == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    } else if (kind == 1) {
      random.nextBytes(bytes);
      System.arraycopy(seed, 0, bytes, 0, Math.min(2, bytes.length));
      return bytes;
    }
    for (int i = 0; i <= random.nextInt(4); i++) {
      bytes[random.nextInt(bytes.length)] ^=
          (byte) (kind == 2 ? 1 << random.nextInt(8) : random.nextInt(256));
    }
    return bytes;
  }

  private static void decodeOrRefuse(Callable<Object> decoding) {
    try {
      assertThat(decoding.call() != null).isTrue();
    } catch (UndecodableException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (Throwable t) {
      throw new AssertionError("escaped the boundary", t);
    }
  }

  // Each list holds the one below twice: 60 levels would be hashed 2^60 times.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void decode_hashingWouldNeverEnd_undecodable() {
    List<Object> list = new ArrayList<>(List.of("x"));
    for (int i = 0; i < 60; i++) {
      list = new ArrayList<>(List.of(list, list));
    }
    Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.add(list);
    byte[] bytes = Codecs.any().encodeValue(set);
    assertThatThrownBy(() -> Codecs.any().decodeValue(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("hashing");
  }

  @Test
  void encodeAndDecode_manyThreads_independent() throws Exception {
    KryoCacheCodec<Object, Object> codec = Codecs.any();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<?>> results = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int seed = t;
      results.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  Item item =
                      new Item("n" + seed, i, List.of(seed, "x".repeat(i % 300)), new Date(i));
                  assertThat(codec.decodeValue(codec.encodeValue(item))).isEqualTo(item);
                  assertThat(codec.decodeKey(codec.encodeKey(item))).isEqualTo(item);
                }
                return null;
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
    pool.shutdown();
  }
}
