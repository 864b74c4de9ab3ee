package org.cinnabar.jcache.internal.codec;

import com.esotericsoftware.kryo.ClassResolver;
import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classes on the wire: 0 for null, the fixed numbers of Java's own types below 256, and from there
 * on the places of the table of named classes that precedes the graph. A named class is checked
 * before it is loaded.
 */
@SuppressWarnings("rawtypes")
final class ValueClassResolver implements ClassResolver {
  static final int FIRST_NAMED = 256;
  private static final int RECENT = 4;
  private static final int KEPT_BYTES = 8 << 10;

  private final WireTypes types;
  private final IdentityHashMap<WireType, Integer> written = new IdentityHashMap<>();
  private final List<WireType> order = new ArrayList<>();
  private int lastIndex;
  // A cache's values mostly name the same classes: what they stand for is looked up once.
  private final @Nullable ClassTable[] recent = new ClassTable[RECENT];
  private int oldest;
  private ClassTable table = ClassTable.EMPTY;
  private @Nullable WireType last;
  private @Nullable ValueKryo kryo;

  ValueClassResolver(WireTypes types) {
    this.types = types;
  }

  @Override
  public void setKryo(Kryo kryo) {
    // Remembered in start(): until then Kryo's constructor registers serializers of its own, which
    // aren't wanted.
  }

  void start(ValueKryo owner) {
    kryo = owner;
  }

  @Override
  public Registration register(Registration registration) {
    return registration;
  }

  @Override
  public @Nullable Registration unregister(int classId) {
    return null;
  }

  @Override
  public Registration registerImplicit(Class type) {
    return types.forWriting(type);
  }

  @Override
  public @Nullable Registration getRegistration(int classId) {
    return null;
  }

  @Override
  public @Nullable Registration getRegistration(Class type) {
    return kryo == null ? null : forClass(type);
  }

  WireType forClass(Class<?> type) {
    WireType known = last;
    if (known == null || known.getType() != type) {
      known = types.forWriting(type);
      last = known;
    }
    return known;
  }

  boolean usesReferences(Class<?> type) {
    return forClass(type).usesReferences();
  }

  @Override
  public @Nullable Registration writeClass(Output out, @Nullable Class type) {
    if (type == null) {
      out.writeVarInt(0, true);
      return null;
    }
    requireDepth(true);
    WireType wire = forClass(type);
    out.writeVarInt(wire.isNamed() ? FIRST_NAMED + indexOf(wire) : wire.getId(), true);
    return wire;
  }

  private int indexOf(WireType type) {
    // Lists mostly hold objects of one class.
    if (lastIndex < order.size() && order.get(lastIndex) == type) {
      return lastIndex;
    }
    Integer index = written.get(type);
    if (index == null) {
      index = order.size();
      written.put(type, index);
      order.add(type);
    }
    lastIndex = index;
    return index;
  }

  private void requireDepth(boolean writing) {
    int max = types.trust().settings().maxDepth();
    if (kryo != null && kryo.getDepth() > max) {
      throw writing
          ? Refusals.tooDeep(max)
          : new MalformedException("nested deeper than maxDepth (" + max + " levels)");
    }
  }

  void writeTable(Output out) {
    ClassTable.write(out, order);
    order.forEach(types::learn);
  }

  void readTable(Input in) {
    if (Wire.remaining(in) > 0 && in.getBuffer()[in.position()] == 0) {
      in.setPosition(in.position() + 1);
      return;
    }
    for (ClassTable candidate : recent) {
      if (candidate != null && candidate.isNext(in)) {
        table = candidate;
        return;
      }
    }
    table = ClassTable.read(in);
    if (table.length() <= KEPT_BYTES) {
      recent[oldest] = table;
      oldest = (oldest + 1) % RECENT;
    }
  }

  @Override
  public @Nullable Registration readClass(Input in) {
    int id = in.readVarInt(true);
    if (id == 0) {
      return null;
    }
    requireDepth(false);
    WireType type = id > 0 && id < FIRST_NAMED ? types.builtIn(id) : named(id - FIRST_NAMED);
    last = type;
    return type;
  }

  private WireType named(int index) {
    if (index < 0 || index >= table.count()) {
      throw new MalformedException("a class outside the table");
    }
    WireType type = table.type(index);
    if (type == null || (type.getType() == Skipped.class && kryo != null && !kryo.isSkipping())) {
      type = resolve(table.descriptor(index));
      table.resolve(index, type);
    }
    return type;
  }

  private WireType resolve(byte[] descriptor) {
    if (kryo == null || !kryo.isSkipping()) {
      return types.forReading(descriptor);
    }
    try {
      return types.forReading(descriptor);
    } catch (MalformedException e) {
      return types.placeholder(descriptor);
    }
  }

  @Override
  public void reset() {
    written.clear();
    order.clear();
    table.forgetPlaceholders();
    table = ClassTable.EMPTY;
    last = null;
  }
}
