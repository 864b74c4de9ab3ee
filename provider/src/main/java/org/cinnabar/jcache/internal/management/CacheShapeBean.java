package org.cinnabar.jcache.internal.management;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cinnabar.jcache.CacheShape;
import org.cinnabar.jcache.CacheShapeMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a cache's shape, at most once in ten seconds, whether that succeeds or not: exporters
 * read one figure after another, and are to wait for a server that is down only once.
 */
public final class CacheShapeBean implements CacheShapeMXBean {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int FULLEST = 10;

  private final Supplier<CacheShape> source;
  private @Nullable Answer last;
  private long askedAt;

  /** A shape, or why there is none. */
  private record Answer(@Nullable CacheShape shape, @Nullable RuntimeException failure) {
    CacheShape get() {
      if (shape == null) {
        throw Objects.requireNonNull(failure);
      }
      return shape;
    }
  }

  /** Asks the source when it is asked. */
  public CacheShapeBean(Supplier<CacheShape> source) {
    this.source = source;
  }

  private synchronized CacheShape shape() {
    Answer known = last;
    if (known == null || System.nanoTime() - askedAt > FRESH_NANOS) {
      known = ask();
      last = known;
      askedAt = System.nanoTime();
    }
    return known.get();
  }

  private Answer ask() {
    try {
      return new Answer(source.get(), null);
    } catch (RuntimeException e) {
      return new Answer(null, e);
    }
  }

  @Override
  public long getEntries() {
    return shape().entries();
  }

  @Override
  public long getBytes() {
    return shape().bytes();
  }

  @Override
  public double getSkew() {
    return shape().skew();
  }

  @Override
  public String report() {
    CacheShape shape = shape();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "cache %s: %d entries, %d bytes, %d partitions, skew %.2f",
        shape.cache(),
        shape.entries(),
        shape.bytes(),
        shape.partitions().size(),
        shape.skew());
    for (CacheShape.Node node : shape.nodes()) {
      line(
          text,
          "node %s: %d partitions, %d entries, %d bytes",
          node.address(),
          node.partitions(),
          node.entries(),
          node.bytes());
    }
    for (CacheShape.Partition partition : shape.fullest(FULLEST)) {
      line(
          text,
          "partition %d, slot %d at %s: %d entries, %d bytes",
          partition.number(),
          partition.slot(),
          partition.node(),
          partition.entries(),
          partition.bytes());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
