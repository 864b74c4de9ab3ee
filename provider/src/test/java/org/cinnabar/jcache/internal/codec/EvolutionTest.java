package org.cinnabar.jcache.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** One version of a class writes, another one reads. */
class EvolutionTest {
  private static final String GONE =
      "Gone class Gone { int a = 1; Object inner = List.of(Kind.OLD); enum Kind { " + "OLD } }";
  private static final String TAG =
      "Tag public class Tag { String text; Tag() {} Tag(String t) { text = t; } }";
  private static final String OLD =
      "Order public class Order { String name = \"n\"; int count = 5; long size = 1L "
          + "<< 40; "
          + "Gone gone = new Gone(); Tag removed = new Tag(\"r\"); Tag shared = removed; List<Object> zoo = List.of(new "
          + "Gone(), 7); "
          + "Set<Object> goneToo = new TreeSet<>(Set.of(\"x\")); String last = \"end\"; static Object make() { return "
          + "new Order(); } }";

  private static Object transfer(Object value, ClassLoader reader) throws UndecodableException {
    return Codecs.any(reader, "v.*").decodeValue(Codecs.any().encodeValue(value));
  }

  @Test
  void decode_fieldsAddedRemovedReordered_othersKept() throws Exception {
    Object old = Compiled.make(Compiled.loader(OLD, GONE, TAG), "Order");
    ClassLoader reader =
        Compiled.loader(
            TAG,
            "Order public class Order { List<String> added = new ArrayList<>(List.of(\"new\")); String last; Tag "
                + "shared; long size; "
                + "int count; String name; int fresh = 3; }");
    Object copy = transfer(old, reader);
    assertThat(Compiled.get(copy, "name")).isEqualTo("n");
    assertThat(Compiled.get(copy, "count")).isEqualTo(5);
    assertThat(Compiled.get(copy, "size")).isEqualTo(1L << 40);
    assertThat(Compiled.get(copy, "last")).isEqualTo("end");
    assertThat(Compiled.get(copy, "fresh")).isEqualTo(3);
    assertThat(Compiled.get(copy, "added")).asString().isEqualTo("[new]");
    assertThat(Compiled.get(Compiled.get(copy, "shared"), "text")).isEqualTo("r");
  }

  @Test
  void decode_referenceIntoLostField_undecodable() throws Exception {
    String tail =
        " static Object make() { Box b = new Box(); b.a = new Holder(); b.z = b.a.list; return b; } }";
    String box = "Box public class Box { Holder a; Object z;" + tail;
    String holder =
        "Holder class Holder { List<Object> list = new ArrayList<>(List.of(1)); Gone gone = new Gone(); }";
    Object old = Compiled.make(Compiled.loader(box, holder, GONE), "Box");
    ClassLoader withoutHolder = Compiled.loader("Box public class Box { Object z; }");
    assertThatThrownBy(() -> transfer(old, withoutHolder)).isInstanceOf(UndecodableException.class);
  }

  @Test
  void decode_fieldTypeChanged_undecodableOrSame() throws Exception {
    Object old =
        Compiled.make(
            Compiled.loader(
                "A public class A { int n = 5; static Object make() { return new " + "A(); } }"),
            "A");
    for (String type : new String[] {"String", "long", "List<Integer>", "Long", "char"}) {
      ClassLoader reader = Compiled.loader("A public class A { " + type + " n; }");
      assertThatThrownBy(() -> transfer(old, reader))
          .isInstanceOf(UndecodableException.class)
          .hasMessageContaining("v.A.n");
    }
    for (String type : new String[] {"int", "Integer", "Object", "Number"}) {
      assertThat(
              Compiled.get(
                  transfer(old, Compiled.loader("A public class A { " + type + " n; }")), "n"))
          .isEqualTo(5);
    }
  }

  @Test
  void decode_recordComponentsChanged_defaults() throws Exception {
    Object old =
        Compiled.make(
            Compiled.loader(
                "R public record R(String a, int b, Object c) { static Object make() { return new R(\"a\", 2, List.of(1)); "
                    + "} }"),
            "R");
    Object copy =
        transfer(
            old,
            Compiled.loader("R public record R(long fresh, Object c, String a, String other) {}"));
    assertThat(copy).hasToString("R[fresh=0, c=[1], a=a, other=null]");
    Object asClass = transfer(old, Compiled.loader("R public class R { String a; int b; }"));
    assertThat(Compiled.get(asClass, "b")).isEqualTo(2);
  }

  @Test
  void decode_enumConstantGone_undecodable() throws Exception {
    Object old =
        Compiled.make(
            Compiled.loader(
                "E public enum E { ONE, TWO; static Object make() { return TWO; } " + "}"),
            "E");
    assertThatThrownBy(() -> transfer(old, Compiled.loader("E public enum E { ONE }")))
        .isInstanceOf(UndecodableException.class);
    assertThat(transfer(old, Compiled.loader("E public enum E { ZERO, TWO { }, ONE }")))
        .hasToString("TWO");
  }

  @Test
  void decode_classGoneOrOtherKind_undecodable() throws Exception {
    Object old =
        Compiled.make(
            Compiled.loader("A public class A { static Object make() { return new A(); } }"), "A");
    assertThatThrownBy(() -> transfer(old, Compiled.loader(TAG)))
        .isInstanceOf(UndecodableException.class);
    assertThatThrownBy(() -> transfer(old, Compiled.loader("A public enum A { X }")))
        .isInstanceOf(UndecodableException.class);
    assertThatThrownBy(() -> transfer(old, Compiled.loader("A public abstract class A { }")))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void decode_keyFieldsChanged_undecodable() throws Exception {
    ClassLoader writer =
        Compiled.loader("R public record R(int a) { static Object make() { return new R(1); } }");
    byte[] bytes = Codecs.any(writer).encodeKey(Compiled.make(writer, "R"));
    ClassLoader reader = Compiled.loader("R public record R(int a, int b) {}");
    assertThatThrownBy(() -> Codecs.any(reader, "v.").decodeKey(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("fields");
  }
}
