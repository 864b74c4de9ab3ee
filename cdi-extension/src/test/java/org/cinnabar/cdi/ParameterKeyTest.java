package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterKeyTest {
  @Test
  void equality_isDeep() {
    ParameterKey key = ParameterKey.of(1, null, new int[] {2}, new Object[] {new String[] {"a"}});
    assertThat(key)
        .isEqualTo(ParameterKey.of(1, null, new int[] {2}, new Object[] {new String[] {"a"}}))
        .hasSameHashCodeAs(
            ParameterKey.of(1, null, new int[] {2}, new Object[] {new String[] {"a"}}))
        .isNotEqualTo(ParameterKey.of(1, null, new int[] {3}, new Object[] {new String[] {"a"}}))
        .isNotEqualTo(ParameterKey.of(1, null, new int[] {2}, new Object[] {new String[] {"b"}}));
    assertThat(ParameterKey.of()).isEqualTo(ParameterKey.of()).isNotEqualTo(ParameterKey.of(""));
    assertThat(ParameterKey.of(1)).isNotEqualTo(ParameterKey.of(1L));
  }

  @Test
  void arrays_areCopiedAllTheWayDown() {
    int[] inner = {1};
    int[][] outer = {inner};
    Object[] parameters = {outer};
    ParameterKey key = ParameterKey.of(parameters);
    inner[0] = 2;
    outer[0] = new int[0];
    parameters[0] = "other";
    assertThat(key).isEqualTo(ParameterKey.of((Object) new int[][] {{1}}));
  }

  @Test
  void serialization_givesAnEqualKey() throws Exception {
    ParameterKey key = ParameterKey.of("a", 1, List.of(2), new long[] {3});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(key);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(key).hasSameHashCodeAs(key);
    }
  }

  @Test
  void toString_showsTheParameters() {
    assertThat(ParameterKey.of("a", new int[] {1, 2})).hasToString("[a, [1, 2]]");
  }
}
