package org.cinnabar.jcache.internal.codec;

import java.util.Set;

/** Codecs for tests. */
final class Codecs {
  private Codecs() {}

  static KryoCacheCodec<Object, Object> any() {
    return of(Object.class, Object.class);
  }

  static <K, V> KryoCacheCodec<K, V> of(Class<K> key, Class<V> value) {
    return new KryoCacheCodec<>(key, value, CodecSettings.defaults(Codecs.class.getClassLoader()));
  }

  static KryoCacheCodec<Object, Object> any(ClassLoader loader, String... trusted) {
    CodecSettings settings = new CodecSettings(loader, Set.of(trusted), false, 200, 1 << 20);
    return new KryoCacheCodec<>(Object.class, Object.class, settings);
  }

  static KryoCacheCodec<Object, Object> limited(int maxDepth, int maxBytes) {
    ClassLoader loader = Codecs.class.getClassLoader();
    return new KryoCacheCodec<>(
        Object.class, Object.class, new CodecSettings(loader, Set.of(), false, maxDepth, maxBytes));
  }

  static Object copy(Object value) throws UndecodableException {
    KryoCacheCodec<Object, Object> codec = any();
    return codec.decodeValue(codec.encodeValue(value));
  }

  static Object copyKey(Object key) throws UndecodableException {
    KryoCacheCodec<Object, Object> codec = any();
    return codec.decodeKey(codec.encodeKey(key));
  }
}
