package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that are equal, however they were built, have the same bytes; keys that aren't, haven't. */
class KeyEqualityTest {

  record Point(int x, int y) {}

  record Tagged(String name, Set<String> tags) {}

  record Pair(Object left, Object right) {}

  record Measure(double value, float other) {}

  enum Colour {
    RED,
    GREEN {
      @Override
      boolean isCalm() {
        return true;
      }
    };

    boolean isCalm() {
      return false;
    }
  }

  static class Base {
    private final String id;

    Base(String id) {
      this.id = id;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Base b && b.getClass() == getClass() && b.id.equals(id);
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }
  }

  static final class Derived extends Base {
    private final List<Object> parts;
    private transient int calls;

    Derived(String id, Object... parts) {
      super(id);
      this.parts = Arrays.asList(parts);
    }

    @Override
    public boolean equals(Object o) {
      return super.equals(o) && ((Derived) o).parts.equals(parts);
    }

    @Override
    public int hashCode() {
      calls++;
      return super.hashCode() * 31 + parts.hashCode();
    }
  }

  static final class LazyHash {
    private final String text;
    private int hash;

    LazyHash(String text) {
      this.text = text;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof LazyHash l && l.text.equals(text);
    }

    @Override
    public int hashCode() {
      hash = hash == 0 ? text.hashCode() : hash;
      return hash;
    }

    // The inherited one would compute the hash code for the test's display name.
    @Override
    public String toString() {
      return text;
    }
  }

  static final class Parameters {
    private final Object[] values;

    Parameters(Object... values) {
      this.values = values;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Parameters p && Arrays.deepEquals(p.values, values);
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(values);
    }
  }

  private static final Set<String> WORDS =
      Set.of("Aa", "BB", "AaAa", "BBBB", "AaBB", "BBAa", "x", "");

  private static Set<String> reversed(int capacity) {
    Set<String> set = new HashSet<>(capacity);
    set.addAll(new TreeSet<>(WORDS).descendingSet());
    return set;
  }

  private static Map<String, Integer> map(Map<String, Integer> target, String... words) {
    for (String word : words) {
      target.put(word, word.length());
    }
    return target;
  }

  private static <T> T with(T target, Consumer<T> action) {
    action.accept(target);
    return target;
  }

  private static LazyHash hashed(String text) {
    return with(new LazyHash(text), Object::hashCode);
  }

  static Stream<Arguments> equalKeys() throws Exception {
    String shared = "shared";
    List<String> inner = List.of("a");
    Map<String, Integer> abc = Map.of("a", 1, "bb", 2, "ccc", 3);
    return Stream.of(sets(), lists(), maps(shared, abc), scalars(), objects(shared, inner))
        .flatMap(s -> s);
  }

  private static Stream<Arguments> sets() {
    HashMap<String, Integer> backing = new HashMap<>();
    WORDS.forEach(w -> backing.put(w, 1));
    ConcurrentHashMap<String, Integer> concurrent = new ConcurrentHashMap<>(backing);
    return Stream.<Object>of(
            reversed(1),
            reversed(4096),
            new LinkedHashSet<>(new TreeSet<>(WORDS)),
            new TreeSet<>(WORDS),
            with(new TreeSet<String>(Comparator.reverseOrder()), s -> s.addAll(WORDS)),
            Set.copyOf(reversed(3)),
            Collections.unmodifiableSet(reversed(2)),
            Collections.synchronizedSet(reversed(2)),
            new CopyOnWriteArraySet<>(WORDS),
            new ConcurrentSkipListSet<>(WORDS),
            backing.keySet(),
            concurrent.keySet(),
            with(ConcurrentHashMap.<String>newKeySet(), s -> s.addAll(WORDS)),
            Collections.unmodifiableSortedSet(new TreeSet<>(WORDS)),
            new TreeSet<>(WORDS).descendingSet(),
            with(Collections.newSetFromMap(new HashMap<String, Boolean>()), s -> s.addAll(WORDS)))
        .map(other -> Arguments.of(WORDS, other));
  }

  private static Stream<Arguments> lists() {
    List<Integer> list = List.of(1, 2, 3);
    Stream<Arguments> same =
        Stream.<Object>of(
                new ArrayList<>(list),
                new LinkedList<>(list),
                Arrays.asList(1, 2, 3),
                new Vector<>(list),
                new CopyOnWriteArrayList<>(list),
                List.of(0, 1, 2, 3).subList(1, 4),
                new ArrayList<>(List.of(1, 2, 3, 4)).subList(0, 3),
                Collections.unmodifiableList(new LinkedList<>(list)),
                Collections.unmodifiableList(new ArrayList<>(list)),
                Collections.synchronizedList(new ArrayList<>(list)),
                Stream.of(1, 2, 3).toList(),
                list.stream().collect(Collectors.toList()))
            .map(other -> Arguments.of(list, other));
    return Stream.concat(
        same,
        Stream.of(
            Arguments.of(List.of(), Collections.emptyList()),
            Arguments.of(new ArrayList<>(), List.of()),
            Arguments.of(List.of(7), Collections.singletonList(7)),
            Arguments.of(List.of(7, 7), Collections.nCopies(2, 7)),
            Arguments.of(Set.of(), Collections.emptySet()),
            Arguments.of(Set.of(7), Collections.singleton(7)),
            Arguments.of(Set.of(), EnumSet.noneOf(Colour.class)),
            Arguments.of(Map.of(), new EnumMap<>(Colour.class)),
            Arguments.of(Arrays.asList(1, null), new ArrayList<>(Arrays.asList(1, null)))));
  }

  private static Stream<Arguments> maps(String shared, Map<String, Integer> abc) {
    Stream<Arguments> same =
        Stream.<Object>of(
                map(new HashMap<>(), "ccc", "bb", "a"),
                map(new HashMap<>(999), "bb", "a", "ccc"),
                map(new LinkedHashMap<>(), "ccc", "a", "bb"),
                map(new TreeMap<>(), "a", "bb", "ccc"),
                map(new TreeMap<>(Comparator.reverseOrder()), "a", "bb", "ccc"),
                map(new ConcurrentHashMap<>(), "a", "bb", "ccc"),
                Collections.unmodifiableMap(map(new LinkedHashMap<>(), "bb", "ccc", "a")),
                Map.copyOf(abc),
                Map.ofEntries(Map.entry("ccc", 3), Map.entry("bb", 2), Map.entry("a", 1)),
                new TreeMap<>(abc).descendingMap())
            .map(other -> Arguments.of(abc, other));
    return Stream.concat(
        same,
        Stream.of(
            Arguments.of(Map.of(), new TreeMap<>()),
            Arguments.of(Map.of(1, 2), Collections.singletonMap(1, 2)),
            Arguments.of(abc.keySet(), new TreeSet<>(List.of("a", "bb", "ccc"))),
            Arguments.of(abc.entrySet(), new HashMap<>(abc).entrySet()),
            Arguments.of(Map.entry("k", 1), new SimpleEntry<>("k", 1)),
            Arguments.of(
                Map.of(WORDS, List.of(WORDS)),
                new HashMap<>(Map.of(reversed(5), List.of(new TreeSet<>(WORDS))))),
            Arguments.of(
                Set.of(Set.of("x", "y"), Set.of("z")),
                new HashSet<>(
                    List.of(new TreeSet<>(Set.of("z")), new TreeSet<>(Set.of("y", "x"))))),
            Arguments.of(
                List.of(shared, shared), List.of(new String("shared"), new String("shared")))));
  }

  private static Stream<Arguments> scalars() throws Exception {
    BitSet wide = with(new BitSet(100_000), b -> b.set(3));
    return Stream.of(
        Arguments.of(new String("text"), "text"),
        Arguments.of(12345, Integer.valueOf("12345")),
        Arguments.of(with(new BitSet(), b -> b.set(3)), wide),
        Arguments.of(new Date(5), new java.sql.Date(5)),
        Arguments.of(new Date(5), new java.sql.Time(5)),
        Arguments.of(Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)),
        Arguments.of(new BigDecimal("1.50"), new BigDecimal(BigInteger.valueOf(150), 2)),
        Arguments.of(UUID.fromString("0-0-0-0-1"), new UUID(0, 1)),
        Arguments.of(URI.create("a:b"), new URI("a:b")),
        Arguments.of(Locale.forLanguageTag("pt-BR"), new Locale("pt", "BR")),
        Arguments.of(Optional.of("x"), Optional.of(new String("x"))),
        Arguments.of(Currency.getInstance("EUR"), Currency.getInstance(Locale.GERMANY)),
        Arguments.of(Instant.EPOCH, Instant.parse("1970-01-01T00:00:00Z")),
        Arguments.of(LocalDate.EPOCH, LocalDate.of(1970, 1, 1)),
        Arguments.of(ZoneId.of("Europe/Paris"), ZoneId.of("Europe/Paris")),
        Arguments.of(
            ZonedDateTime.of(LocalDateTime.MIN.withYear(9), ZoneId.of("UTC")),
            ZonedDateTime.of(LocalDateTime.MIN.withYear(9), ZoneId.of("UTC"))),
        Arguments.of(
            InetAddress.getByAddress("host", new byte[] {1, 2, 3, 4}),
            InetAddress.getByAddress(new byte[] {1, 2, 3, 4})));
  }

  private static Stream<Arguments> objects(String shared, List<String> inner) {
    return Stream.of(
        Arguments.of(new Point(1, 2), new Point(1, 2)),
        Arguments.of(new Tagged("n", WORDS), new Tagged("n", reversed(9))),
        Arguments.of(new Pair(inner, inner), new Pair(List.of("a"), new LinkedList<>(inner))),
        Arguments.of(
            new Pair(null, EnumSet.of(Colour.RED, Colour.GREEN)),
            new Pair(null, new HashSet<>(List.of(Colour.GREEN, Colour.RED)))),
        Arguments.of(
            new Pair(new EnumMap<>(Map.of(Colour.RED, 1)), 1), new Pair(Map.of(Colour.RED, 1), 1)),
        Arguments.of(new Measure(Double.NaN, -0f), new Measure(0.0 / 0.0, -0f)),
        Arguments.of(new Base("b"), new Base(new String("b"))),
        Arguments.of(
            new Derived("d", shared, shared), new Derived("d", shared, new String(shared))),
        Arguments.of(
            new Derived("d", WORDS), with(new Derived("d", reversed(7)), Object::hashCode)),
        Arguments.of(new LazyHash("l"), hashed("l")),
        Arguments.of(new Pair(hashed("m"), 1), new Pair(new LazyHash("m"), 1)),
        Arguments.of(
            new Parameters("a", 1, new int[] {1}),
            new Parameters(new Object[] {"a", 1, new int[] {1}})),
        Arguments.of(
            new Parameters(new Object[] {new String[] {"s"}}),
            new Parameters(new Object[] {new Object[] {"s"}})),
        Arguments.of(
            List.of(new Point(3, 4), TimeUnit.DAYS),
            Arrays.asList(new Point(3, 4), TimeUnit.DAYS)));
  }

  @ParameterizedTest
  @MethodSource("equalKeys")
  void encode_equalKeys_sameBytes(Object one, Object other) throws Exception {
    assertThat(one.equals(other)).isTrue();
    assertThat(Codecs.any().encodeKey(other)).isEqualTo(Codecs.any().encodeKey(one));
  }

  @ParameterizedTest
  @MethodSource("equalKeys")
  void decode_anyOfThem_equalKey(Object one, Object other) throws Exception {
    for (Object key : List.of(one, other)) {
      Object copy = Codecs.copyKey(key);
      assertThat(copy.equals(key)).isTrue();
      assertThat(key.equals(copy)).isTrue();
      assertThat(copy.hashCode()).isEqualTo(key.hashCode());
    }
  }

  static Stream<Arguments> unequalKeys() {
    return Stream.of(
        Arguments.of("1", 1),
        Arguments.of(1, 1L),
        Arguments.of((short) 1, (byte) 1),
        Arguments.of(List.of("a"), Set.of("a")),
        Arguments.of(List.of(1, 2), List.of(2, 1)),
        Arguments.of(0.0, -0.0),
        Arguments.of(new BigDecimal("1.0"), new BigDecimal("1")),
        Arguments.of("a\ud800", "a?"),
        Arguments.of("a\ud800", "a\ud801"),
        Arguments.of(new Point(1, 2), new Point(2, 1)),
        Arguments.of(List.of("a", "b"), List.of("ab", "")),
        Arguments.of(new Pair(null, "x"), new Pair("x", null)),
        Arguments.of(Set.of(Set.of("a"), Set.of("b")), Set.of(Set.of("a", "b"))),
        Arguments.of(Colour.RED, "RED"),
        Arguments.of(Map.of("a", "b"), Map.of("b", "a")),
        Arguments.of(Optional.empty(), Optional.of("")),
        Arguments.of(new Parameters(1), new Parameters(1L)),
        Arguments.of(new Base("d"), new Derived("d")),
        Arguments.of(List.of(List.of()), List.of()));
  }

  @ParameterizedTest
  @MethodSource("unequalKeys")
  void encode_unequalKeys_differentBytes(Object one, Object other) throws Exception {
    assertThat(one.equals(other)).isFalse();
    assertThat(Codecs.any().encodeKey(other)).isNotEqualTo(Codecs.any().encodeKey(one));
    assertThat(Codecs.copyKey(one)).isEqualTo(one);
  }
}
