package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cinnabar.jcache.internal.codec.Scalar.Use;

/** Locales, calendars, addresses and classes: value types that take more than a line to write. */
@SuppressWarnings("JavaUtilDate") // obsolete types are values all the same
final class OtherScalars {
  static final int INET4 = 24;
  static final int INET6 = 25;

  private OtherScalars() {}

  static List<Scalar<?>> list() {
    return List.of(
        Scalars.scalar(
            15, Locale.class, Use.KEY, OtherScalars::writeLocale, OtherScalars::readLocale),
        Scalars.scalar(
            19,
            GregorianCalendar.class,
            Use.MUTABLE_KEY,
            OtherScalars::writeCalendar,
            OtherScalars::readCalendar),
        Scalars.scalar(
            INET4,
            Inet4Address.class,
            Use.KEY,
            OtherScalars::writeAddress,
            (in, t) -> (Inet4Address) readAddress(in, 4)),
        Scalars.scalar(
            INET6,
            Inet6Address.class,
            Use.KEY,
            (out, v, t) -> {
              writeAddress(out, v, t);
              out.writeVarInt(v.getScopeId(), true);
            },
            OtherScalars::readInet6),
        Scalars.scalar(
            32,
            Class.class,
            Use.KEY,
            (out, v, t) -> {
              t.learnLiteral(v);
              Wire.writeString(out, v.getName());
            },
            (in, t) -> t.loadLiteral(Wire.readString(in))));
  }

  private static void writeLocale(Output out, Locale locale, Trust trust) {
    Wire.writeString(out, locale.getLanguage());
    Wire.writeString(out, locale.getCountry());
    Wire.writeString(out, locale.getVariant());
    Wire.writeString(out, locale.getScript());
    TreeSet<Character> keys = new TreeSet<>(locale.getExtensionKeys());
    Wire.writeCount(out, keys.size());
    for (Character key : keys) {
      out.writeChar(key);
      Wire.writeString(out, locale.getExtension(key));
    }
  }

  private static Locale readLocale(Input in, Trust trust) {
    String language = Wire.readString(in);
    String country = Wire.readString(in);
    String variant = Wire.readString(in);
    String script = Wire.readString(in);
    Map<Character, String> extensions = new TreeMap<>();
    for (int count = Wire.readCount(in, 3); count > 0; count--) {
      extensions.put(in.readChar(), Wire.readString(in));
    }
    return locale(new Locale(language, country, variant), script, extensions);
  }

  // The builder refuses ill-formed parts, which the constructor lets through: it comes in only
  // where it's needed.
  private static Locale locale(Locale plain, String script, Map<Character, String> extensions) {
    if (script.isEmpty() && extensions.keySet().equals(plain.getExtensionKeys())) {
      boolean same =
          extensions.entrySet().stream()
              .allMatch(e -> e.getValue().equals(plain.getExtension(e.getKey())));
      if (same) {
        return plain;
      }
    }
    Locale.Builder builder =
        new Locale.Builder().setLocale(plain).clearExtensions().setScript(script);
    extensions.forEach(builder::setExtension);
    return builder.build();
  }

  private static void writeCalendar(Output out, GregorianCalendar calendar, Trust trust) {
    out.writeVarLong(calendar.getTimeInMillis(), false);
    Wire.writeString(out, calendar.getTimeZone().getID());
    out.writeVarLong(calendar.getGregorianChange().getTime(), false);
    out.writeBoolean(calendar.isLenient());
    out.writeByte(calendar.getFirstDayOfWeek());
    out.writeByte(calendar.getMinimalDaysInFirstWeek());
  }

  private static GregorianCalendar readCalendar(Input in, Trust trust) {
    long millis = in.readVarLong(false);
    GregorianCalendar calendar =
        new GregorianCalendar(TimeZone.getTimeZone(Wire.readString(in)), Locale.ROOT);
    calendar.setGregorianChange(new Date(in.readVarLong(false)));
    calendar.setLenient(in.readBoolean());
    calendar.setFirstDayOfWeek(in.readByte());
    calendar.setMinimalDaysInFirstWeek(in.readByte());
    calendar.setTimeInMillis(millis);
    return calendar;
  }

  // The text form shows a host name only if it is known already, where getHostName would ask the
  // DNS.
  private static void writeAddress(Output out, InetAddress address, Trust trust) {
    String text = address.toString();
    Wire.writeString(out, text.substring(0, text.indexOf('/')));
    out.writeBytes(address.getAddress());
  }

  private static InetAddress readAddress(Input in, int length) {
    String host = Wire.readString(in);
    try {
      return InetAddress.getByAddress(host.isEmpty() ? null : host, in.readBytes(length));
    } catch (UnknownHostException e) {
      throw new MalformedException("an address of a wrong length", e);
    }
  }

  private static Inet6Address readInet6(Input in, Trust trust) {
    String host = Wire.readString(in);
    byte[] bytes = in.readBytes(16);
    try {
      return Inet6Address.getByAddress(host.isEmpty() ? null : host, bytes, in.readVarInt(true));
    } catch (UnknownHostException e) {
      throw new MalformedException("an address of a wrong length", e);
    }
  }
}
