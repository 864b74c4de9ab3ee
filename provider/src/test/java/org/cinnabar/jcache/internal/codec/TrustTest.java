package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes name classes; only known ones are loaded far enough to run anything. */
class TrustTest {
  private static final ClassLoader LOADER = TrustTest.class.getClassLoader();

  /** What the gadgets below would write if any of their code ran. */
  private static final String RAN = "cinnabar.test.gadget";

  private static final String BOOM =
      "static void boom() { System.setProperty(\"" + RAN + "\", \"ran\"); } ";
  private static final String GADGET =
      "Gadget public class Gadget implements java.io.Serializable { static { "
          + "boom(); } "
          + BOOM
          + "int x; public Gadget() { boom(); } public static Object make() { return new Gadget(); } "
          + "private void readObject(java.io.ObjectInputStream in) { boom(); } private Object readResolve() { boom(); "
          + "return this; } "
          + "public int hashCode() { boom(); return 1; } public boolean equals(Object o) { boom(); return true; } "
          + "public String toString() { boom(); return null; } }";
  private static final String COMPARATOR =
      "EvilOrder public class EvilOrder implements Comparator<Object> { static "
          + "{ boom(); } "
          + BOOM
          + "public EvilOrder() { boom(); } public int compare(Object a, Object b) { boom(); return 0; } "
          + "public static Object make() { PriorityQueue<Object> q = new PriorityQueue<>(new EvilOrder()); q.add(1); "
          + "q.add(2); return q; } }";
  private static final String MODE =
      "Mode public enum Mode { ON; static { System.setProperty(\""
          + RAN
          + "\", \"ran\"); } "
          + "public static Object make() { return ON; } }";
  private static final String PROBLEM =
      "Problem public class Problem extends RuntimeException { static { boom(); } "
          + ""
          + BOOM
          + "public Problem() { boom(); } public Problem(String s) { super(s); boom(); } public static Object make() { "
          + "return new Problem(\"m\"); } }";
  private static final String LISTING =
      "Listing public class Listing extends ArrayList<Object> { static { boom(); "
          + "} "
          + BOOM
          + "public Listing() { boom(); } public boolean addAll(Collection<?> c) { boom(); return true; } "
          + "public static Object make() { return new Listing(); } }";
  private static final String POINT =
      "Point public record Point(int x) { public Point { System.setProperty(\""
          + RAN
          + "\", \"ran\"); } public static Object make() { return new Point(1); } }";

  static Stream<Arguments> gadgets() {
    return Stream.of(
        Arguments.of("Gadget", GADGET),
        Arguments.of("EvilOrder", COMPARATOR),
        Arguments.of("Mode", MODE),
        Arguments.of("Problem", PROBLEM),
        Arguments.of("Listing", LISTING),
        Arguments.of("Point", POINT));
  }

  @ParameterizedTest
  @MethodSource("gadgets")
  void decode_unknownClass_nothingRuns(String name, String source) throws Exception {
    Object gadget = Compiled.make(Compiled.loader(source), name);
    KryoCacheCodec<Object, Object> writer = Codecs.any();
    ClassLoader victim = Compiled.loader(source);
    Map<Object, Object> asKey = new HashMap<>();
    asKey.put(gadget, 1);
    Object array = java.lang.reflect.Array.newInstance(gadget.getClass(), 1);
    java.lang.reflect.Array.set(array, 0, gadget);
    for (Object payload : List.of(gadget, List.of(gadget), asKey, array)) {
      byte[] bytes = writer.encodeValue(payload);
      System.clearProperty(RAN);
      assertThatThrownBy(() -> Codecs.any(victim).decodeValue(bytes))
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining("v." + name)
          .hasMessageContaining("trustedClasses");
      assertThat(System.getProperty(RAN)).isNull();
      assertThatCode(() -> Codecs.any(victim, "v.*").decodeValue(bytes)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mode", "Point"})
  void decode_unknownClassInKey_nothingRuns(String name) throws Exception {
    String source = name.equals("Mode") ? MODE : POINT;
    byte[] bytes =
        Codecs.any(Compiled.loader(source), "v.")
            .encodeKey(Compiled.make(Compiled.loader(source), name).getClass().getName());
    ClassLoader writerLoader = Compiled.loader(source);
    Object key = List.of(Compiled.make(writerLoader, name));
    byte[] binary = Codecs.any(writerLoader).encodeKey(key);
    System.clearProperty(RAN);
    ClassLoader victim = Compiled.loader(source);
    assertThatThrownBy(() -> Codecs.any(victim).decodeKey(binary))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("trustedClasses");
    assertThat(System.getProperty(RAN)).isNull();
    assertThat(bytes).startsWith('s', ':');
    assertThat(Codecs.any(victim, "v.").decodeKey(binary))
        .asString()
        .contains(name.equals("Mode") ? "ON" : "Point");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.naming.InitialContext",
        "com.sun.rowset.JdbcRowSetImpl",
        "java.lang.ProcessBuilder",
        "java.lang.Thread",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "java.net.URLClassLoader",
        "java.beans.EventHandler",
        "sun.reflect.annotation.AnnotationInvocationHandler",
        "java.lang.reflect.Proxy",
        "java.rmi.server.UnicastRemoteObject",
        "java.io.File",
        "java.net.URL",
        "javax.script.ScriptEngineManager",
        "java.util.concurrent.ForkJoinPool",
        "jdk.proxy2.$Proxy1"
      })
  void decode_wellKnownGadget_refusedAsObjectAndAsKey(String name) {
    for (Descriptor.Kind kind : Descriptor.Kind.values()) {
      byte[] bytes = payload(new Descriptor(kind, name, List.of()));
      assertThatThrownBy(() -> Codecs.any().decodeValue(bytes))
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining(name);
      // Nor with everything trusted: what isn't data isn't rebuilt.
      assertThatThrownBy(() -> trustingAll().decodeValue(bytes))
          .isInstanceOf(UndecodableException.class);
    }
    Output key = new Output(64, -1);
    key.writeBytes(new byte[] {'k', ':', (byte) KeyTags.OBJECT});
    Wire.writeString(key, name);
    key.writeInt(0);
    assertThatThrownBy(() -> Codecs.any().decodeKey(key.toBytes()))
        .isInstanceOf(UndecodableException.class);
    assertThatThrownBy(() -> Codecs.any().decodeValue(literal(name)))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining(name);
  }

  private static KryoCacheCodec<Object, Object> trustingAll() {
    return new KryoCacheCodec<>(
        Object.class, Object.class, new CodecSettings(LOADER, Set.of(), true, 200, 1 << 20));
  }

  private static byte[] payload(Descriptor descriptor) {
    Output out = new Output(64, -1);
    out.writeByte(Envelope.VERSION);
    out.writeVarInt(1, true);
    out.writeVarInt(0, true);
    Wire.writeBytes(out, descriptor.toBytes());
    out.writeVarInt(ValueClassResolver.FIRST_NAMED, true);
    out.writeBytes(new byte[] {1, 0, 0, 0, 0, 0});
    return out.toBytes();
  }

  private static byte[] literal(String name) {
    Output out = new Output(64, -1);
    out.writeByte(Envelope.VERSION);
    out.writeVarInt(0, true);
    out.writeVarInt(32, true);
    Wire.writeString(out, name);
    return out.toBytes();
  }

  @Test
  void decode_proxy_neverMade() {
    InvocationHandler handler = (proxy, method, arguments) -> null;
    Object proxy =
        java.lang.reflect.Proxy.newProxyInstance(
            LOADER, new Class<?>[] {Comparator.class}, handler);
    byte[] bytes =
        payload(new Descriptor(Descriptor.Kind.OBJECT, proxy.getClass().getName(), List.of()));
    assertThatThrownBy(() -> trustingAll().decodeValue(bytes))
        .isInstanceOf(UndecodableException.class);
  }

  // A literal that was written may be named again, but that doesn't make its class instantiable.
  @Test
  void decode_classLiteral_namedNotInstantiated() throws Exception {
    ClassLoader victim = Compiled.loader(GADGET);
    Class<?> type = Class.forName("v.Gadget", false, victim);
    System.clearProperty(RAN);
    KryoCacheCodec<Object, Object> codec = Codecs.any(victim);
    assertThat(codec.decodeValue(codec.encodeValue(type))).isSameAs(type);
    byte[] bytes = payload(new Descriptor(Descriptor.Kind.OBJECT, "v.Gadget", List.of()));
    assertThatThrownBy(() -> codec.decodeValue(bytes)).isInstanceOf(UndecodableException.class);
    assertThat(System.getProperty(RAN)).isNull();
  }

  record Leaf(int n) {}

  sealed interface Animal permits Cat, Dog {}

  record Cat(Leaf leaf) implements Animal {}

  record Dog(String name) implements Animal {}

  static class Root<T> {
    List<? extends Map<String, Animal[]>> animals = List.of();
    Leaf[][] leaves = {};
    transient Unreached unreached;
  }

  record Unreached(int n) {}

  @Test
  void decode_reachableFromDeclaredType_known() throws Exception {
    Root<String> root = new Root<>();
    root.animals = List.of(Map.of("a", new Animal[] {new Cat(new Leaf(1)), new Dog("d")}));
    root.leaves = new Leaf[][] {{new Leaf(2)}};
    byte[] bytes = Codecs.any().encodeValue(root);
    assertThat(Codecs.of(String.class, Root.class).decodeValue(bytes).leaves[0][0])
        .isEqualTo(new Leaf(2));
    assertThatThrownBy(() -> Codecs.any().decodeValue(bytes))
        .isInstanceOf(UndecodableException.class);
    byte[] foreign = Codecs.any().encodeValue(new Unreached(1));
    assertThatThrownBy(() -> Codecs.of(String.class, Root.class).decodeValue(foreign))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void decode_afterOwnEncode_known() throws Exception {
    byte[] bytes = Codecs.any().encodeValue(new Leaf(3));
    KryoCacheCodec<Object, Object> reader = Codecs.any();
    assertThatThrownBy(() -> reader.decodeValue(bytes)).isInstanceOf(UndecodableException.class);
    reader.encodeValue(new Leaf(4));
    assertThat(reader.decodeValue(bytes)).isEqualTo(new Leaf(3));
  }

  @Test
  void decode_configured_known() throws Exception {
    byte[] bytes = Codecs.any().encodeValue(List.of(new Leaf(3)));
    String name = Leaf.class.getName();
    for (String entry :
        List.of(name, "org.cinnabar.", "org.cinnabar.*", "org.cinnabar.jcache.internal.codec.*")) {
      assertThat(Codecs.any(LOADER, entry).decodeValue(bytes)).isEqualTo(List.of(new Leaf(3)));
    }
    for (String entry : List.of("org.cinnabar", "org.cin.", name + "s", "com.acme.*")) {
      assertThatThrownBy(() -> Codecs.any(LOADER, entry).decodeValue(bytes))
          .isInstanceOf(UndecodableException.class);
    }
    assertThat(trustingAll().decodeValue(bytes)).isEqualTo(List.of(new Leaf(3)));
  }

  @Test
  void settings_invalid_namedWithRemedy() {
    for (String entry : List.of("", "*", ".", ".*", "com..", "a b", "com.acme.**")) {
      assertThatThrownBy(() -> Codecs.any(LOADER, entry))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("trustedClasses");
    }
    assertThatThrownBy(() -> Codecs.limited(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxDepth");
    assertThatThrownBy(() -> Codecs.limited(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxBytes");
    assertThatThrownBy(() -> Codecs.limited(1, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decode_queueWithLambdaComparatorForged_undecodable() {
    List<Object> unused = new ArrayList<>(new PriorityQueue<>(List.of(1)));
    byte[] bytes =
        payload(
            new Descriptor(Descriptor.Kind.OBJECT, "java.util.Comparator$$Lambda/0x01", List.of()));
    assertThat(unused).hasSize(1);
    assertThatThrownBy(() -> Codecs.any().decodeValue(bytes))
        .isInstanceOf(UndecodableException.class);
  }
}
