package org.cinnabar.jcache.internal.codec;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.List;
import org.cinnabar.jcache.internal.codec.Scalar.Use;

/** The date types of java.sql. A class apart, so that a Java without that module never loads it. */
final class SqlScalars {
  private SqlScalars() {}

  static List<Scalar<?>> list() {
    return List.of(
        Scalars.scalar(
            56,
            Date.class,
            Use.MUTABLE_KEY,
            (out, v, t) -> out.writeVarLong(v.getTime(), false),
            (in, t) -> new Date(in.readVarLong(false))),
        Scalars.scalar(
            57,
            Time.class,
            Use.MUTABLE_KEY,
            (out, v, t) -> out.writeVarLong(v.getTime(), false),
            (in, t) -> new Time(in.readVarLong(false))),
        Scalars.scalar(
            58,
            Timestamp.class,
            Use.MUTABLE_KEY,
            (out, v, t) -> {
              out.writeVarLong(v.getTime(), false);
              out.writeVarInt(v.getNanos(), true);
            },
            (in, t) -> {
              Timestamp timestamp = new Timestamp(in.readVarLong(false));
              timestamp.setNanos(in.readVarInt(true));
              return timestamp;
            }));
  }
}
