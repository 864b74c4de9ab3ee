package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.Chronology;
import java.time.chrono.HijrahChronology;
import java.time.chrono.HijrahDate;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseChronology;
import java.time.chrono.JapaneseDate;
import java.time.chrono.JapaneseEra;
import java.time.chrono.MinguoChronology;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistChronology;
import java.time.chrono.ThaiBuddhistDate;
import java.util.ArrayList;
import java.util.List;
import org.cinnabar.jcache.internal.codec.Scalar.Use;

/** Everything in java.time; all of it immutable and fit for keys. */
final class TimeScalars {
  private TimeScalars() {}

  static List<Scalar<?>> list() {
    List<Scalar<?>> list = new ArrayList<>(instants());
    list.addAll(locals());
    list.addAll(zoned());
    list.addAll(chronologies());
    return list;
  }

  private static List<Scalar<?>> instants() {
    return List.of(
        Scalars.scalar(
            33,
            Instant.class,
            Use.KEY,
            (out, v, t) -> seconds(out, v.getEpochSecond(), v.getNano()),
            (in, t) -> Instant.ofEpochSecond(in.readVarLong(false), in.readVarInt(true))),
        Scalars.scalar(
            34,
            Duration.class,
            Use.KEY,
            (out, v, t) -> seconds(out, v.getSeconds(), v.getNano()),
            (in, t) -> Duration.ofSeconds(in.readVarLong(false), in.readVarInt(true))),
        Scalars.scalar(
            46,
            Period.class,
            Use.KEY,
            (out, v, t) -> {
              out.writeVarInt(v.getYears(), false);
              out.writeVarInt(v.getMonths(), false);
              out.writeVarInt(v.getDays(), false);
            },
            (in, t) ->
                Period.of(in.readVarInt(false), in.readVarInt(false), in.readVarInt(false))));
  }

  private static List<Scalar<?>> locals() {
    return List.of(
        Scalars.scalar(
            35, LocalDate.class, Use.KEY, (out, v, t) -> date(out, v), (in, t) -> date(in)),
        Scalars.scalar(
            36, LocalTime.class, Use.KEY, (out, v, t) -> time(out, v), (in, t) -> time(in)),
        Scalars.scalar(
            37,
            LocalDateTime.class,
            Use.KEY,
            (out, v, t) -> dateTime(out, v),
            (in, t) -> dateTime(in)),
        Scalars.scalar(
            43,
            Year.class,
            Use.KEY,
            (out, v, t) -> out.writeVarInt(v.getValue(), false),
            (in, t) -> Year.of(in.readVarInt(false))),
        Scalars.scalar(
            44,
            YearMonth.class,
            Use.KEY,
            (out, v, t) -> {
              out.writeVarInt(v.getYear(), false);
              out.writeByte(v.getMonthValue());
            },
            (in, t) -> YearMonth.of(in.readVarInt(false), in.readByte())),
        Scalars.scalar(
            45,
            MonthDay.class,
            Use.KEY,
            (out, v, t) -> {
              out.writeByte(v.getMonthValue());
              out.writeByte(v.getDayOfMonth());
            },
            (in, t) -> MonthDay.of(in.readByte(), in.readByte())));
  }

  private static List<Scalar<?>> zoned() {
    return List.of(
        Scalars.scalar(
            38, ZoneOffset.class, Use.KEY, (out, v, t) -> offset(out, v), (in, t) -> offset(in)),
        region(),
        Scalars.scalar(
            40,
            OffsetDateTime.class,
            Use.KEY,
            (out, v, t) -> {
              dateTime(out, v.toLocalDateTime());
              offset(out, v.getOffset());
            },
            (in, t) -> OffsetDateTime.of(dateTime(in), offset(in))),
        Scalars.scalar(
            41,
            OffsetTime.class,
            Use.KEY,
            (out, v, t) -> {
              time(out, v.toLocalTime());
              offset(out, v.getOffset());
            },
            (in, t) -> OffsetTime.of(time(in), offset(in))),
        Scalars.scalar(
            42,
            ZonedDateTime.class,
            Use.KEY,
            (out, v, t) -> {
              dateTime(out, v.toLocalDateTime());
              offset(out, v.getOffset());
              Wire.writeString(out, v.getZone().getId());
            },
            (in, t) -> zonedDateTime(dateTime(in), offset(in), ZoneId.of(Wire.readString(in)))));
  }

  private static List<Scalar<?>> chronologies() {
    return List.of(
        chronoDate(47, JapaneseDate.class, JapaneseChronology.INSTANCE),
        chronoDate(48, MinguoDate.class, MinguoChronology.INSTANCE),
        chronoDate(49, ThaiBuddhistDate.class, ThaiBuddhistChronology.INSTANCE),
        chronoDate(50, HijrahDate.class, HijrahChronology.INSTANCE),
        chronology(51, IsoChronology.INSTANCE),
        chronology(52, JapaneseChronology.INSTANCE),
        chronology(53, MinguoChronology.INSTANCE),
        chronology(54, ThaiBuddhistChronology.INSTANCE),
        Scalars.scalar(
            55,
            JapaneseEra.class,
            Use.KEY,
            (out, v, t) -> out.writeVarInt(v.getValue(), false),
            (in, t) -> JapaneseEra.of(in.readVarInt(false))));
  }

  // The class of region zones isn't public.
  @SuppressWarnings("unchecked")
  private static Scalar<?> region() {
    Class<ZoneId> type = (Class<ZoneId>) (Class<?>) ZoneId.of("Europe/Paris").getClass();
    return Scalars.text(39, type, Use.KEY, ZoneId::getId, ZoneId::of);
  }

  private static <D extends ChronoLocalDate> Scalar<D> chronoDate(
      int id, Class<D> type, Chronology chronology) {
    return Scalars.scalar(
        id,
        type,
        Use.KEY,
        (out, v, t) -> {
          if (!v.getChronology().equals(chronology)) {
            throw Refusals.unsupported(
                v.getClass(), "its calendar variant isn't the default one", "store a LocalDate");
          }
          out.writeVarLong(v.toEpochDay(), false);
        },
        (in, t) -> type.cast(chronology.dateEpochDay(in.readVarLong(false))));
  }

  @SuppressWarnings("unchecked")
  private static <C extends Chronology> Scalar<C> chronology(int id, C instance) {
    return Scalars.scalar(
        id, (Class<C>) instance.getClass(), Use.KEY, (out, v, t) -> {}, (in, t) -> instance);
  }

  private static ZonedDateTime zonedDateTime(LocalDateTime local, ZoneOffset offset, ZoneId zone) {
    // Not ofStrict: the zone's rules may have changed since the value was written.
    return ZonedDateTime.ofLocal(local, zone, offset);
  }

  private static void seconds(Output out, long seconds, int nanos) {
    out.writeVarLong(seconds, false);
    out.writeVarInt(nanos, true);
  }

  private static void date(Output out, LocalDate date) {
    out.writeVarLong(date.toEpochDay(), false);
  }

  private static LocalDate date(Input in) {
    return LocalDate.ofEpochDay(in.readVarLong(false));
  }

  private static void time(Output out, LocalTime time) {
    out.writeVarLong(time.toNanoOfDay(), true);
  }

  private static LocalTime time(Input in) {
    return LocalTime.ofNanoOfDay(in.readVarLong(true));
  }

  private static void dateTime(Output out, LocalDateTime dateTime) {
    date(out, dateTime.toLocalDate());
    time(out, dateTime.toLocalTime());
  }

  private static LocalDateTime dateTime(Input in) {
    return LocalDateTime.of(date(in), time(in));
  }

  private static void offset(Output out, ZoneOffset offset) {
    out.writeVarInt(offset.getTotalSeconds(), false);
  }

  private static ZoneOffset offset(Input in) {
    return ZoneOffset.ofTotalSeconds(in.readVarInt(false));
  }
}
