package org.cinnabar.benchmarks;

import java.util.Arrays;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.ValueCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Values into bytes and back. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class Codecs {
  /** Whose codec. */
  @Param ValueCodec.Kind codec;

  /** What the values are. */
  @Param Size size;

  private ValueCodec coder;
  private Object value;
  private byte[] bytes;

  /** Makes a value and its bytes, and checks that they are the value again. */
  @Setup(Level.Trial)
  public void encodeOnce() {
    value = size.value(1);
    coder = codec.make(value.getClass());
    bytes = coder.encode(value);
    if (!value.equals(coder.decode(bytes))) {
      throw new IllegalStateException(codec + " changes " + Arrays.toString(bytes));
    }
  }

  /** Value to bytes. */
  @Benchmark
  public byte[] encode() {
    return coder.encode(value);
  }

  /** Bytes to value. */
  @Benchmark
  public Object decode() {
    return coder.decode(bytes);
  }
}
