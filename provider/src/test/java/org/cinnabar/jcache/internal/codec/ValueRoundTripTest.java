package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.time.chrono.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cinnabar.jcache.CacheCodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values come back as they were: type, content, sharing and cycles. */
class ValueRoundTripTest {
  enum Shape {
    ROUND,
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    int corners() {
      return 0;
    }
  }

  enum Empty {}

  record Line(String name, int[] points, List<String> labels, Optional<Shape> shape) {}

  static class Node {
    private String name;
    private Node next;
    private final Set<Node> friends = new HashSet<>();
    private Object any;
    private transient int ignored = 9;

    Node(String name) {
      this.name = name;
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Node n && n.name.equals(name);
    }
  }

  static final class Shadow extends Node {
    private String name = "inner";
    private long count = Long.MIN_VALUE;
    private double rate = -0.0;
    private char sign = '\uffff';

    Shadow() {
      super("outer");
    }
  }

  record Ring(List<Object> items) {}

  static final class ByLength implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
      return Integer.compare(a.length(), b.length());
    }
  }

  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
    private String title;
  }

  static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Problem(String message, int code) {
      super(message);
      this.code = code;
    }

    Problem(String message, Throwable cause) {
      super(message, cause);
      code = 0;
    }
  }

  static final class Stubborn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stubborn(String name) {
      super("not found: " + name);
    }
  }

  static Stream<Object> scalars() throws Exception {
    return Stream.of(
        true,
        (byte) -1,
        (short) 300,
        -7,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        1.5f,
        Float.NaN,
        -0.0,
        'x',
        "",
        "text \ud800 é 😀",
        new BigInteger("-123456789012345678901234567890"),
        new BigDecimal("1.2300"),
        new UUID(1, -1),
        new Date(-5),
        URI.create("http://a/b?c#d"),
        Locale.forLanguageTag("zh-Hans-CN-u-ca-chinese"),
        new Locale("no", "NO", "NY"),
        new Locale("ja", "JP", "JP"),
        Locale.ROOT,
        Currency.getInstance("CHF"),
        StandardCharsets.UTF_16LE,
        TimeZone.getTimeZone("Europe/Berlin"),
        new GregorianCalendar(2020, 1, 29),
        BitSet.valueOf(new long[] {5, 9}),
        OptionalInt.of(3),
        OptionalInt.empty(),
        OptionalLong.of(-3),
        OptionalDouble.of(0.5),
        Optional.of("x"),
        Optional.empty(),
        InetAddress.getByAddress("a.b", new byte[] {1, 2, 3, 4}),
        InetAddress.getByAddress(new byte[16]),
        String.class,
        int.class,
        Shape.class,
        int[][].class,
        Instant.MAX,
        Instant.MIN,
        Duration.ofMillis(-1),
        LocalDate.MIN,
        LocalTime.MAX,
        LocalDateTime.MAX,
        ZoneOffset.ofHours(-3),
        ZoneId.of("Asia/Tokyo"),
        ZoneId.of("UTC+01:00"),
        OffsetDateTime.MAX,
        OffsetTime.MIN,
        ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Paris"))
            .withLaterOffsetAtOverlap(),
        Year.of(-5),
        YearMonth.of(2024, 2),
        MonthDay.of(2, 29),
        Period.of(1, -2, 3),
        JapaneseDate.of(2020, 1, 2),
        MinguoDate.of(109, 1, 2),
        ThaiBuddhistDate.of(2563, 1, 2),
        HijrahDate.of(1441, 5, 6),
        JapaneseEra.REIWA,
        IsoChronology.INSTANCE,
        DayOfWeek.MONDAY,
        TimeUnit.DAYS,
        RoundingMode.UP,
        Shape.SQUARE,
        Shape.ROUND,
        new java.sql.Date(5),
        new java.sql.Time(5),
        java.sql.Timestamp.valueOf("2020-01-01 00:00:00.123456789"));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void decode_scalar_equalOfSameClass(Object value) throws Exception {
    Object copy = Codecs.copy(value);
    assertThat(copy.equals(value)).isTrue();
    assertThat(copy.getClass()).isEqualTo(value.getClass());
  }

  static Stream<Object> containers() {
    List<Integer> list = List.of(3, 1, 2);
    Map<String, Integer> map = Map.of("a", 1, "B", 2, "c", 3);
    TreeSet<String> ignoringCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    ignoringCase.addAll(List.of("b", "A"));
    TreeMap<String, Integer> reverse = new TreeMap<>(Collections.reverseOrder(new ByLength()));
    reverse.put("aa", 2);
    reverse.put("b", 1);
    return Stream.of(
        new ArrayList<>(list),
        new LinkedList<>(list),
        new Vector<>(list),
        new CopyOnWriteArrayList<>(list),
        List.of(),
        List.of(1),
        List.of(1, 2),
        list,
        Arrays.asList(1, null),
        Stream.of(1, null).toList(),
        Set.of(),
        Set.of(1),
        Set.of(1, 2, 3),
        new HashSet<>(list),
        new LinkedHashSet<>(list),
        new TreeSet<>(list),
        ignoringCase,
        new CopyOnWriteArraySet<>(list),
        new ConcurrentSkipListSet<>(list),
        Collections.emptyList(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Collections.singletonList(1),
        Collections.singleton(1),
        Collections.singletonMap(1, null),
        Collections.unmodifiableList(new ArrayList<>(list)),
        Collections.unmodifiableList(new LinkedList<>(list)),
        Collections.unmodifiableSet(new HashSet<>(list)),
        Collections.unmodifiableMap(new HashMap<>(map)),
        Collections.unmodifiableSortedSet(new TreeSet<>(list)),
        Collections.unmodifiableNavigableMap(new TreeMap<>(map)),
        Collections.synchronizedList(new ArrayList<>(list)),
        Collections.synchronizedMap(new HashMap<>(map)),
        Collections.synchronizedSortedMap(new TreeMap<>(map)),
        new HashMap<>(map),
        new LinkedHashMap<>(map),
        new TreeMap<>(map),
        reverse,
        new ConcurrentHashMap<>(map),
        new ConcurrentSkipListMap<>(map),
        new Hashtable<>(map),
        map,
        Map.of(),
        Map.of(1, 2),
        EnumSet.of(Shape.SQUARE),
        EnumSet.noneOf(Shape.class),
        new EnumMap<>(Map.of(Shape.ROUND, 1)),
        new EnumMap<>(Shape.class),
        new Properties(),
        new Stack<>());
  }

  @ParameterizedTest
  @MethodSource("containers")
  void decode_container_equalOfSameClass(Object value) throws Exception {
    Object copy = Codecs.copy(value);
    assertThat(copy.equals(value)).isTrue();
    assertThat(copy.getClass()).isEqualTo(value.getClass());
    assertThat(copy.toString()).hasSameSizeAs(value.toString());
  }

  @Test
  void decode_views_copiesOfTheirContent() throws Exception {
    assertThat(Codecs.copy(new ArrayList<>(List.of(1, 2, 3)).subList(1, 3)))
        .isEqualTo(List.of(2, 3));
    assertThat(Codecs.copy(new HashMap<>(Map.of(1, 2)).keySet())).isEqualTo(Set.of(1));
    assertThat(Codecs.copy(new HashMap<>(Map.of(1, 2)).values())).isEqualTo(List.of(2));
    assertThat(Codecs.copy(new HashMap<>(Map.of(1, 2)).entrySet()))
        .isEqualTo(Map.of(1, 2).entrySet());
    assertThat(Codecs.copy(Collections.nCopies(3, "x"))).isEqualTo(List.of("x", "x", "x"));
    assertThat(Codecs.copy(Map.entry(1, 2))).isEqualTo(Map.entry(1, 2));
    assertThat(Codecs.copy(new TreeMap<>(Map.of(1, 2, 3, 4)).headMap(2))).isEqualTo(Map.of(1, 2));
    assertThat(
            Codecs.copy(Collections.unmodifiableCollection(new ArrayList<>(List.of(1)))).toString())
        .isEqualTo("[1]");
  }

  @Test
  void decode_withoutEquality_sameContent() throws Exception {
    assertThat((int[]) Codecs.copy(new int[] {1, -2})).containsExactly(1, -2);
    assertThat((int[][][]) Codecs.copy(new int[][][] {{{1}, {}}, null}))
        .isDeepEqualTo(new int[][][] {{{1}, {}}, null});
    assertThat((String[]) Codecs.copy(new String[] {"a", null})).containsExactly("a", null);
    assertThat((Shape[]) Codecs.copy(new Shape[] {Shape.SQUARE})).containsExactly(Shape.SQUARE);
    for (Object array :
        List.of(
            new boolean[] {true, false},
            new byte[] {1},
            new char[] {'x'},
            new short[] {-1},
            new long[] {1L << 60},
            new float[] {1.5f},
            new double[] {-0.0},
            new int[0])) {
      assertThat(Arrays.deepEquals(new Object[] {Codecs.copy(array)}, new Object[] {array}))
          .isTrue();
    }
    assertThat(Codecs.copy(new StringBuilder("sb"))).hasToString("sb");
    assertThat(Codecs.copy(new ArrayDeque<>(List.of(1, 2)))).hasToString("[1, 2]");
    assertThat(Codecs.copy(new PriorityQueue<>(List.of(2, 1)))).hasToString("[1, 2]");
    assertThat(Codecs.copy(new AtomicLong(5))).hasToString("5");
    assertThat(Codecs.copy(new AtomicReference<>(List.of(1)))).hasToString("[1]");
    assertThat(((Pattern) Codecs.copy(Pattern.compile("a", Pattern.MULTILINE))).flags())
        .isEqualTo(Pattern.MULTILINE);
  }

  @Test
  void decode_record_sameComponents() throws Exception {
    Line copy =
        (Line) Codecs.copy(new Line("n", new int[] {1}, List.of("l"), Optional.of(Shape.SQUARE)));
    assertThat(copy.points()).containsExactly(1);
    assertThat(copy.labels()).isEqualTo(List.of("l"));
    assertThat(copy.shape()).contains(Shape.SQUARE);
  }

  @Test
  void decode_shadowedFields_bothKept() throws Exception {
    Shadow copy = (Shadow) Codecs.copy(new Shadow());
    assertThat(copy.name).isEqualTo("inner");
    assertThat(((Node) copy).name).isEqualTo("outer");
    assertThat(copy.count).isEqualTo(Long.MIN_VALUE);
    assertThat(copy.rate).isEqualTo(-0.0);
    assertThat(copy.sign).isEqualTo('\uffff');
  }

  @Test
  void decode_cyclicSets_findTheirElements() throws Exception {
    Node a = new Node("a");
    Node b = new Node("b");
    a.next = b;
    b.next = a;
    a.friends.addAll(List.of(a, b));
    b.friends.add(a);
    a.any = a.friends;
    Node copy = (Node) Codecs.copy(a);
    assertThat(copy.next.next).isSameAs(copy);
    assertThat(copy.friends).containsExactlyInAnyOrder(copy, copy.next);
    assertThat(copy.friends.contains(copy)).isTrue();
    assertThat(copy.any).isSameAs(copy.friends);
  }

  @Test
  void decode_sharedObjects_stillShared() throws Exception {
    List<Object> shared = new ArrayList<>(List.of(new Date(1)));
    List<?> copy = (List<?>) Codecs.copy(Arrays.asList(shared, shared, shared.get(0)));
    assertThat(copy.get(0)).isSameAs(copy.get(1));
    assertThat(((List<?>) copy.get(0)).get(0)).isSameAs(copy.get(2));
    List<Object> self = new ArrayList<>();
    self.add(self);
    List<?> selfCopy = (List<?>) Codecs.copy(self);
    assertThat(selfCopy.get(0) == selfCopy).isTrue();
  }

  @Test
  void encode_cycleThroughRecord_refused() {
    List<Object> items = new ArrayList<>();
    Ring ring = new Ring(items);
    items.add(ring);
    assertThatThrownBy(() -> Codecs.copy(ring))
        .isInstanceOf(CacheCodecException.class)
        .hasMessageContaining("cycle");
  }

  @Test
  void decode_collectionSubclass_contentAndFields() throws Exception {
    Names names = new Names();
    names.title = "t";
    names.add("x");
    Names copy = (Names) Codecs.copy(names);
    assertThat(copy).containsExactly("x");
    assertThat(copy.title).isEqualTo("t");
  }

  @Test
  void decode_throwable_asData() throws Exception {
    IllegalStateException cause = new IllegalStateException("why", new java.io.IOException());
    Problem problem = new Problem("what", 42);
    problem.initCause(cause);
    problem.addSuppressed(new NullPointerException("also"));
    Problem copy = (Problem) Codecs.copy(problem);
    assertThat(copy).hasMessage("what");
    assertThat(copy.code).isEqualTo(42);
    assertThat(copy.getStackTrace()).hasSameSizeAs(problem.getStackTrace());
    assertThat(copy.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("why");
    assertThat(copy.getCause().getCause()).isInstanceOf(java.io.IOException.class).hasMessage(null);
    assertThat(copy.getSuppressed()).hasSize(1);
    assertThat(Codecs.copy(new AssertionError("x"))).isInstanceOf(AssertionError.class);
  }

  @Test
  void encode_throwableNoConstructorRebuilds_refused() {
    assertThatThrownBy(() -> Codecs.any().encodeValue(new Stubborn("secret")))
        .isInstanceOf(CacheCodecException.class)
        .hasMessageContaining("constructor")
        .message()
        .doesNotContain("secret");
  }

  static Stream<Object> refused() {
    TreeSet<String> byLambda = new TreeSet<>((a, b) -> b.compareTo(a));
    return Stream.of(
        (Supplier<String>) () -> "secret",
        byLambda,
        new TreeSet<>(Comparator.comparing(String::length)),
        Thread.currentThread(),
        new Object(),
        new java.io.ByteArrayInputStream(new byte[1]),
        Collections.checkedList(List.of(), String.class).iterator(),
        java.lang.reflect.Proxy.newProxyInstance(
            ValueRoundTripTest.class.getClassLoader(),
            new Class<?>[] {Runnable.class},
            (p, m, a) -> null),
        ValueRoundTripTest.class.getClassLoader(),
        new java.util.concurrent.locks.ReentrantLock(),
        new Locale[] {null}.getClass().getModule());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void encode_notData_refusedWithClassAndRemedy(Object value) {
    assertThatThrownBy(() -> Codecs.any().encodeValue(value))
        .isInstanceOf(CacheCodecException.class)
        .message()
        .contains("can't be stored")
        .containsPattern("; .*\\.$")
        .doesNotContain("secret");
  }

  @Test
  void encode_null_nullPointer() {
    assertThatThrownBy(() -> Codecs.any().encodeValue(null))
        .isInstanceOf(NullPointerException.class);
  }
}
