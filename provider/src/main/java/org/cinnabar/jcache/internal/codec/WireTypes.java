package org.cinnabar.jcache.internal.codec;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.cinnabar.jcache.CacheCodecException;
import org.cinnabar.jcache.internal.codec.Descriptor.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How each class is written and read by one codec. Thread-safe; lives as long as its codec, and so
 * do the references to application classes in it.
 */
final class WireTypes {
  private static final int OPTIONAL = 122;
  private static final int REFERENCE = 123;
  private static final int ENTRY = 124;
  private static final int ENUM_SET = 125;
  private static final int ENUM_MAP = 126;
  // Foreign descriptors may be many: those of one schema each are few.
  private static final int MAX_READING = 4096;

  private final Trust trust;
  private final @Nullable WireType[] byId = new WireType[ValueClassResolver.FIRST_NAMED];
  private final @Nullable Scalar<?>[] leaves = new Scalar<?>[Byte.MAX_VALUE + 1];
  private final Map<Class<?>, WireType> writing = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, WireType> reading = new ConcurrentHashMap<>();

  WireTypes(Trust trust) {
    this.trust = trust;
    for (Scalar<?> scalar : Scalars.list()) {
      ValueSerializer<?> serializer = new SimpleSerializers.OfScalar(scalar);
      add(scalar.id(), scalar.use().isMutable(), List.of(scalar.type()), serializer);
    }
    Containers.collections()
        .forEach(c -> add(c.id(), true, c.types(), new ContainerSerializer.OfCollection(c)));
    Containers.maps().forEach(c -> add(c.id(), true, c.types(), new ContainerSerializer.OfMap(c)));
    add(OPTIONAL, true, List.of(Optional.class), new SimpleSerializers.OfOptional());
    add(REFERENCE, true, List.of(AtomicReference.class), new SimpleSerializers.OfReference());
    Class<?> entry = SimpleImmutableEntry.class;
    add(ENTRY, true, List.of(entry), new SimpleSerializers.OfEntry());
    add(ENUM_SET, true, List.of(EnumSet.class), new EnumContainers.OfSet());
    add(ENUM_MAP, true, List.of(EnumMap.class), new EnumContainers.OfMap());
  }

  private void add(
      int id, boolean references, List<Class<?>> types, ValueSerializer<?> serializer) {
    if (byId[id] != null) {
      throw new IllegalStateException("the number " + id + " is taken");
    }
    for (Class<?> type : types) {
      WireType wire = WireType.builtIn(id, type, types.get(0), references, serializer);
      writing.putIfAbsent(type, wire);
      byId[id] = byId[id] == null ? wire : byId[id];
      leaves[id] = wire.leaf();
    }
  }

  Trust trust() {
    return trust;
  }

  /** Records a class of this application's as known, since it has been written. */
  void learn(WireType type) {
    if (type.learn()) {
      trust.learn(type.getType());
    }
  }

  WireType builtIn(int id) {
    WireType type = byId[id];
    if (type == null) {
      throw new MalformedException("an unknown type number");
    }
    return type;
  }

  /**
   * The type of this number if its objects stand for themselves alone, see {@link WireType#leaf}.
   */
  @Nullable Scalar<?> leaf(int id) {
    return id < 0 ? null : leaves[id];
  }

  /**
   * How objects of a class are written.
   *
   * @throws CacheCodecException when they can't be, saying why and what to do
   */
  WireType forWriting(Class<?> type) {
    WireType known = writing.get(type);
    if (known == null) {
      WireType derived = derive(type);
      known = writing.putIfAbsent(type, derived);
      return known == null ? derived : known;
    }
    return known;
  }

  private WireType derive(Class<?> type) {
    if (type.isHidden()
        || Proxy.isProxyClass(type)
        || (type.isSynthetic() && type.getName().contains("$$Lambda"))) {
      throw Refusals.unsupported(
          type,
          "it is a lambda or a proxy, made at run time and unknown to any other JVM",
          "store plain data instead");
    }
    WireType platform = platformType(type);
    if (platform != null) {
      return platform;
    }
    Descriptor descriptor = describe(type);
    if (descriptor == null) {
      return like(contentOf(type), type);
    }
    return WireType.named(descriptor, enumOf(type), serializer(descriptor, enumOf(type)));
  }

  /** JDK-internal classes that are written like a public one. */
  private @Nullable WireType platformType(Class<?> type) {
    if (!Trust.isPlatform(type)) {
      return null;
    }
    Scalar<?> scalar = Scalars.of(type);
    if (scalar != null) {
      return like(builtIn(scalar.id()), type);
    } else if (EnumSet.class.isAssignableFrom(type)) {
      return like(builtIn(ENUM_SET), type);
    } else if (Map.Entry.class.isAssignableFrom(type)) {
      return like(builtIn(ENTRY), type);
    }
    boolean container = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    return container && type.getName().startsWith("java.util.")
        ? like(contentOf(type), type)
        : null;
  }

  /** The plain collection or map that has the same content. */
  private WireType contentOf(Class<?> type) {
    if (SortedMap.class.isAssignableFrom(type)) {
      return builtIn(Containers.TREE_MAP);
    } else if (Map.class.isAssignableFrom(type)) {
      return builtIn(Containers.LINKED_HASH_MAP);
    } else if (SortedSet.class.isAssignableFrom(type)) {
      return builtIn(Containers.TREE_SET);
    }
    return builtIn(
        Set.class.isAssignableFrom(type) ? Containers.LINKED_HASH_SET : Containers.ARRAY_LIST);
  }

  private static WireType like(WireType model, Class<?> type) {
    return WireType.builtIn(
        model.getId(), type, model.decodedType(), model.usesReferences(), model.getSerializer());
  }

  /**
   * A class written by name; null for a third party's container that is stored by its content
   * alone.
   */
  private @Nullable Descriptor describe(Class<?> type) {
    if (Enum.class.isAssignableFrom(type)) {
      return Descriptor.of(Kind.ENUM, enumOf(type));
    } else if (type.isArray()) {
      return Descriptor.of(Kind.ARRAY, type);
    } else if (Throwable.class.isAssignableFrom(type)) {
      return Descriptor.of(Kind.THROWABLE, ClassShape.ofOwnFields(type));
    } else if (type.isRecord()) {
      return Descriptor.of(Kind.RECORD, ClassShape.of(type));
    }
    boolean map = Map.class.isAssignableFrom(type);
    if (!Trust.isPlatform(type) && (map || Collection.class.isAssignableFrom(type))) {
      if (!ClassShape.hasStatelessAncestor(type)) {
        return describeContent(map ? Kind.MAP : Kind.COLLECTION, type);
      } else if (ClassShape.hasTransients(type)) {
        return null;
      }
    }
    return Descriptor.of(Kind.OBJECT, ClassShape.of(type));
  }

  private static Descriptor describeContent(Kind kind, Class<?> type) {
    if (Instances.constructorOf(type) == null) {
      throw Refusals.unsupported(
          type,
          "it extends a collection and has no constructor without parameters",
          "add one, or store the collection itself");
    }
    return Descriptor.of(kind, ClassShape.ofOwnFields(type));
  }

  private static Class<?> enumOf(Class<?> type) {
    boolean body = Enum.class.isAssignableFrom(type) && !type.isEnum() && type != Enum.class;
    return body ? type.getSuperclass() : type;
  }

  /**
   * How objects that were written with this descriptor are read.
   *
   * @throws MalformedException when the class isn't trusted, is gone, or is of another kind now
   */
  WireType forReading(byte[] bytes) {
    ByteBuffer key = ByteBuffer.wrap(bytes);
    WireType known = reading.get(key);
    if (known == null) {
      known = resolve(Descriptor.parse(bytes));
      if (reading.size() < MAX_READING) {
        reading.put(key, known);
      }
    }
    return known;
  }

  private WireType resolve(Descriptor written) {
    Class<?> type = trust.load(written.name());
    try {
      Descriptor now = describe(type);
      if (now == null || !now.kind().isCompatible(written.kind())) {
        throw new MalformedException(
            "class " + type.getName() + " is of another kind than when it was written");
      }
      return WireType.named(
          written,
          type,
          serializer(new Descriptor(now.kind(), now.name(), written.fields()), type));
    } catch (CacheCodecException e) {
      throw new MalformedException(String.valueOf(e.getMessage()), e);
    }
  }

  private static ValueSerializer<?> serializer(Descriptor written, Class<?> type) {
    return switch (written.kind()) {
      case OBJECT -> new ObjectSerializer(ClassShape.of(type), written);
      case RECORD -> new RecordSerializer(ClassShape.of(type), written);
      case ENUM -> new SimpleSerializers.OfEnum(type);
      case ARRAY -> new SimpleSerializers.OfArray(type.getComponentType());
      case THROWABLE -> new ThrowableSerializer(ClassShape.ofOwnFields(type), written);
      case COLLECTION, MAP -> new ContentSerializer(ClassShape.ofOwnFields(type), written);
    };
  }

  /** Steps over objects of a class that can't be read. */
  WireType placeholder(byte[] descriptor) {
    Descriptor parsed = Descriptor.parse(descriptor);
    return WireType.named(parsed, Skipped.class, new SkippedSerializer(parsed));
  }
}
