package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;
import org.cinnabar.jcache.internal.codec.Scalar.Use;

/** Arrays of primitives: their length, then the elements, all of the same width. */
final class PrimitiveArrays {
  static final int BYTES = 60;

  private PrimitiveArrays() {}

  static List<Scalar<?>> list() {
    List<Scalar<?>> list = new ArrayList<>(narrow());
    list.addAll(wide());
    return list;
  }

  private static List<Scalar<?>> narrow() {
    return List.of(
        Scalars.scalar(
            59,
            boolean[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> {
              count(out, v.length, 1);
              out.writeBooleans(v, 0, v.length);
            },
            (in, t) -> in.readBooleans(count(in, 1))),
        Scalars.scalar(
            BYTES,
            byte[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> Wire.writeBytes(out, v),
            (in, t) -> Wire.readBytes(in)),
        Scalars.scalar(
            61,
            char[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> {
              count(out, v.length, 2);
              out.writeChars(v, 0, v.length);
            },
            (in, t) -> in.readChars(count(in, 2))),
        Scalars.scalar(
            62,
            short[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> {
              count(out, v.length, 2);
              out.writeShorts(v, 0, v.length);
            },
            (in, t) -> in.readShorts(count(in, 2))));
  }

  private static List<Scalar<?>> wide() {
    return List.of(
        Scalars.scalar(
            63,
            int[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> {
              count(out, v.length, 4);
              out.writeInts(v, 0, v.length);
            },
            (in, t) -> in.readInts(count(in, 4))),
        Scalars.scalar(
            64,
            long[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> {
              count(out, v.length, 8);
              out.writeLongs(v, 0, v.length);
            },
            (in, t) -> in.readLongs(count(in, 8))),
        Scalars.scalar(
            65,
            float[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> {
              count(out, v.length, 4);
              out.writeFloats(v, 0, v.length);
            },
            (in, t) -> in.readFloats(count(in, 4))),
        Scalars.scalar(
            66,
            double[].class,
            Use.MUTABLE_VALUE,
            (out, v, t) -> {
              count(out, v.length, 8);
              out.writeDoubles(v, 0, v.length);
            },
            (in, t) -> in.readDoubles(count(in, 8))));
  }

  private static void count(Output out, int count, int width) {
    Wire.requireRoom(out, (long) count * width);
    out.writeVarInt(count, true);
  }

  private static int count(Input in, int width) {
    return Wire.readCount(in, width);
  }
}
