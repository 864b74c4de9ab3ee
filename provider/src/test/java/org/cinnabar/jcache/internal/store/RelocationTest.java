package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelocationTest {
  private static final Relocation MOVED =
      new Relocation(Map.of("org.redisson", "moved.org.redisson", "io.netty", "moved.io.netty"));

  @Test
  void here_isAsEverywhere() {
    assertThat(Relocation.HERE.packages())
        .isEqualTo(Map.of("org.redisson", "org.redisson", "io.netty", "io.netty"));
    assertThat(Relocation.HERE.isActive()).isFalse();
  }

  @Test
  void tags_areTranslated_whateverTheirForm() {
    String yaml =
        """
        # 🙂 !<org.redisson.a.B>
        codec: !<org.redisson.codec.Kryo5Codec> {}
        loadBalancer: !org.redisson.connection.balancer.RandomLoadBalancer {}
        list: [&a !!io.netty.util.C {x: !<org.redisson.D> {}}, *a, !<org.redissonette.E> {}]
        password: "!<org.redisson.a.B> org.redisson.a.B"
        own: !<com.acme.org.redisson.F> {}
        """;

    assertThat(MOVED.translate(yaml))
        .isEqualTo(
            """
            # 🙂 !<org.redisson.a.B>
            codec: !<moved.org.redisson.codec.Kryo5Codec> {}
            loadBalancer: !moved.org.redisson.connection.balancer.RandomLoadBalancer {}
            list: [&a !!moved.io.netty.util.C {x: !<moved.org.redisson.D> {}}, *a, !<org.redissonette.E> {}]
            password: "!<org.redisson.a.B> org.redisson.a.B"
            own: !<com.acme.org.redisson.F> {}
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: [b", "a: b", "- !<org.redisson.A", "a: *b"})
  void whatCannotBeUnderstood_staysAsItIs(String yaml) {
    assertThat(MOVED.translate(yaml)).isEqualTo(yaml);
  }
}
