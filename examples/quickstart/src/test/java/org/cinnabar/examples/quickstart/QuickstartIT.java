package org.cinnabar.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import net.sf.extjwnl.JWNLException;
import org.junit.jupiter.api.Test;

/** The whole program, against a real server. */
class QuickstartIT {

  @Test
  void run_twiceOnOneServer() throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      assertThat(run(redis.address()))
          .contains("Redis: " + redis.address())
          .containsPattern("violin > volcano +\\d+ .* ms .* ms +[\\d,]+x")
          .contains("hit rate 50.0 % (1 hits, 1 misses)")
          .containsPattern("cinnabar:\\{chains:0}:entries +hash +1 +\\d+");
      assertThat(run(redis.address()))
          .containsPattern("violin > volcano +\\d+ .* ms .* ms +was there")
          .contains("hit rate 100.0 % (2 hits, 0 misses)");
    }
  }

  @Test
  void run_nothingAnswers() throws Exception {
    assertThat(run(silentAddress()))
        .contains("using an embedded Redis at redis://127.0.0.1:")
        .contains("hit rate 50.0 %");
  }

  private static String run(RedisAddress address) throws JWNLException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Quickstart(new PrintStream(bytes, true, UTF_8)).run(address, Words.parse("violin volcano"));
    return bytes.toString(UTF_8);
  }

  private static RedisAddress silentAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return RedisAddress.of("redis://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
