package org.cinnabar.jcache.internal.near;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cinnabar.jcache.internal.codec.Envelope;
import org.cinnabar.jcache.internal.codec.LenientCodec;
import org.cinnabar.jcache.internal.store.ChangeFollower;
import org.cinnabar.jcache.internal.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Copies of entries in this JVM.
 *
 * <ul>
 *   <li>Once an operation of this JVM that changed an entry has returned, no older value is served.
 *   <li>A copy is served only as long as {@link Hearing} proves that no change of it was missed, so
 *       for a second at most after a change that this JVM has not heard of.
 *   <li>What was read before a change is not installed after it.
 *   <li>A copy is not served beyond its entry's deadline, by the server's clock.
 *   <li>Keys are private copies, and values are too, unless nobody can change them.
 * </ul>
 *
 * <p>A hit takes no lock and, where the value needs no copy, allocates nothing.
 *
 * @param <K> the key type
 * @param <V> the value type
 */
public final class NearCache<K, V> implements ChangeFollower {
  /**
   * What held before an entry was read.
   *
   * @param generation the generation then
   * @param writes how often this JVM had changed entries of its stripe then
   * @param readAt a moment before
   */
  record Ticket(Generation generation, long writes, long readAt) {}

  private final LenientCodec<K, V> codec;
  private final NearClock clock;
  private final long maxAgeNanos;
  private final ImmutableTypes immutable;
  private final RecentKeys<K> keys;
  private final Hearing[] partitions;
  private final Stripes stripes;
  private final TaggedCopies<K> tagged = new TaggedCopies<>();
  private final LongAdder evictions = new LongAdder();
  private final Cache<K, NearEntry> entries;
  private final Policy<K, NearEntry> policy;
  private volatile @Nullable ToLongBiFunction<byte[], byte[]> longest;

  /**
   * Holds nothing yet, and serves nothing before the first pulse.
   *
   * @param partitions how many partitions the cache has
   * @param clock what all its times are measured by
   */
  NearCache(NearSettings settings, LenientCodec<K, V> codec, int partitions, NearClock clock) {
    this.codec = codec;
    this.clock = clock;
    this.maxAgeNanos = settings.maxAgeNanos();
    this.immutable = new ImmutableTypes(settings.immutableClasses());
    this.keys = new RecentKeys<>(immutable);
    this.partitions =
        IntStream.range(0, partitions).mapToObj(i -> new Hearing()).toArray(Hearing[]::new);
    this.stripes = new Stripes(partitions);
    this.entries = build(settings);
    this.policy = entries.policy();
  }

  /** Its upkeep is done by the threads that use it: threads of its own would outlive the cache. */
  private Cache<K, NearEntry> build(NearSettings settings) {
    Caffeine<K, NearEntry> builder =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .evictionListener((key, entry, cause) -> evictions.increment())
            .removalListener((key, entry, cause) -> forget(entry));
    if (settings.bytes() == 0) {
      return builder.maximumSize(settings.entries()).build();
    }
    // where both bounds are set, no entry weighs less than its share of the bytes
    long least = settings.entries() == 0 ? 1 : 1 + (settings.bytes() - 1) / settings.entries();
    int share = (int) Math.min(Integer.MAX_VALUE, Math.max(1, least));
    return builder
        .maximumWeight(settings.bytes())
        .weigher((K key, NearEntry entry) -> Math.max(share, entry.weight()))
        .build();
  }

  /** Limits how long copies are served, in milliseconds. */
  void limit(ToLongBiFunction<byte[], byte[]> millis) {
    longest = millis;
  }

  /** The value of a live copy; null when there is none that may be served. */
  @Nullable V get(K key) {
    NearEntry entry = entries.getIfPresent(key);
    if (entry == null) {
      keys.missed(key);
      return null;
    }
    long horizon = clock.horizon();
    if ((horizon >= entry.deadline || !entry.generation.isValid(horizon)) && !isLive(key, entry)) {
      return null;
    }
    Object value = entry.value();
    return value == null ? decode(entry) : kept(value);
  }

  /**
   * Must be called before an entry is read that is to be installed; null when no change would be
   * heard.
   */
  @Nullable Ticket begin(int partition, byte[] encodedKey) {
    long now = clock.now();
    Generation generation = partitions[partition].generation();
    if (!generation.isValid(now)) {
      return null;
    }
    Stripe stripe = stripes.of(partition, encodedKey);
    synchronized (stripe) {
      return new Ticket(generation, stripe.writes(), now);
    }
  }

  /** Takes in what was read, unless a change may have come in between. */
  void install(int partition, byte[] encodedKey, Ticket ticket, Snapshot read) {
    K decoded = codec.keyOrMiss(encodedKey); // a copy that nobody else has
    if (decoded == null || read.sequence() < 0) {
      return;
    }
    K key = keys.known(decoded);
    NearEntry entry = entry(encodedKey, ticket, read);
    Stripe stripe = stripes.of(partition, encodedKey);
    synchronized (stripe) {
      NearEntry known = policy.getIfPresentQuietly(key);
      if (known != null
          && known.generation == ticket.generation
          && known.sequence > read.sequence()) {
        return;
      }
      long now = clock.now();
      if (entry != null
          && stripe.admits(ticket, read.sequence())
          && now < entry.deadline
          && ticket.generation.isValid(now)) {
        tagged.add(key, entry);
        entries.put(key, entry);
      } else if (known != null && known.sequence < read.sequence()) {
        entries.invalidate(key);
      }
    }
  }

  private @Nullable NearEntry entry(byte[] encodedKey, Ticket ticket, Snapshot read) {
    byte[] envelope = read.envelope();
    if (envelope == null || Envelope.isNull(envelope)) {
      return null;
    }
    long deadline = NearClock.later(ticket.readAt, maxAgeNanos);
    if (read.millisToLive() >= 0) {
      deadline = Math.min(deadline, NearClock.laterMillis(ticket.readAt, read.millisToLive()));
    }
    ToLongBiFunction<byte[], byte[]> limit = longest;
    if (limit != null) {
      long millis = limit.applyAsLong(encodedKey, envelope);
      if (millis <= 0) {
        return null;
      }
      deadline = Math.min(deadline, NearClock.laterMillis(ticket.readAt, millis));
    }
    return new NearEntry(envelope, ticket.generation, read.sequence(), deadline);
  }

  /** This JVM has changed an entry, or may have: until now, what was read may be older. */
  void written(int partition, byte[] encodedKey) {
    Stripe stripe = stripes.of(partition, encodedKey);
    synchronized (stripe) {
      stripe.written();
      if (!drop(encodedKey, Long.MAX_VALUE)) {
        partitions[partition].cleared();
      }
    }
  }

  /** This JVM has invalidated tags, or may have. */
  void invalidated(List<byte[]> tags) {
    stripes.written();
    drop(tags.stream().map(tag -> new String(tag, UTF_8)).collect(Collectors.toSet()));
  }

  /** Those read before are held already, or aren't installed any more. */
  private void drop(Set<String> tags) {
    tagged.of(tags).forEach((entry, key) -> entries.asMap().remove(key, entry));
  }

  private void forget(@Nullable NearEntry entry) {
    if (entry != null) {
      tagged.remove(entry);
    }
  }

  /** All entries of all partitions were removed by this JVM. */
  void cleared() {
    for (Hearing partition : partitions) {
      partition.cleared();
    }
    purge();
  }

  @Override
  public void onChanged(int partition, long sequence, byte @Nullable [] key) {
    Hearing hearing = partitions[partition];
    if (key == null || !changed(hearing.generation(), stripes.of(partition, key), key, sequence)) {
      hearing.cleared();
      purge();
    }
    if (!hearing.changed(sequence, clock.now())) {
      purge();
    }
  }

  @Override
  public void onTagsInvalidated(int partition, long sequence, Set<String> tags) {
    Hearing hearing = partitions[partition];
    stripes.changed(partition, hearing.generation(), sequence);
    drop(tags);
    if (!hearing.changed(sequence, clock.now())) {
      purge();
    }
  }

  /** The number is the microsecond of the sending, by this cache's clock. */
  @Override
  public void onPulse(int partition, long sequence, long number) {
    long sentAt = number * 1_000;
    if (!partitions[partition].pulse(sequence, sentAt, clock.now())) {
      purge();
    }
  }

  @Override
  public void onLost(int partition) {
    partitions[partition].lost(clock.now());
    purge();
  }

  /** Drops everything for good. */
  void close() {
    for (Hearing partition : partitions) {
      partition.lost(Long.MAX_VALUE);
    }
    entries.invalidateAll();
  }

  /** How many entries were dropped for want of room. */
  public long evictions() {
    return evictions.sum();
  }

  /** How many entries are held, roughly. */
  public long size() {
    return entries.estimatedSize();
  }

  /** How many tags the copies have. */
  int tags() {
    return tagged.size();
  }

  /** Whether copies of a partition may be served at present. */
  boolean isValid(int partition) {
    return partitions[partition].generation().isValid(clock.now());
  }

  private boolean changed(Generation generation, Stripe stripe, byte[] key, long sequence) {
    synchronized (stripe) {
      stripe.changed(generation, sequence);
      return drop(key, sequence);
    }
  }

  /**
   * Drops the copy that was read before a change; false when it can't be told which one that is.
   */
  private boolean drop(byte[] encodedKey, long sequence) {
    if (entries.estimatedSize() == 0) {
      return true;
    }
    K key = codec.keyOrMiss(encodedKey);
    if (key == null) {
      return false;
    }
    try {
      NearEntry known = policy.getIfPresentQuietly(key);
      if (known != null && known.sequence < sequence) {
        entries.invalidate(key);
      }
      return true;
    } catch (RuntimeException e) {
      return false; // the key's own methods failed
    }
  }

  /** Asks for the very time; what will never be served again is dropped. */
  private boolean isLive(K key, NearEntry entry) {
    long now = clock.now();
    if (now >= entry.deadline || entry.generation.hasEnded()) {
      entries.asMap().remove(key, entry);
      return false;
    }
    return entry.generation.isValid(now);
  }

  /** Frees what will never be served again. */
  private void purge() {
    entries.asMap().values().removeIf(entry -> entry.generation.hasEnded());
  }

  private @Nullable V decode(NearEntry entry) {
    byte[] envelope = entry.envelope();
    if (envelope == null) {
      return kept(entry.value()); // kept meanwhile
    }
    V value = codec.valueOrMiss(envelope);
    if (value != null && immutable.include(value)) {
      entry.keep(value);
    }
    return value;
  }

  @SuppressWarnings("unchecked") // what was decoded from this cache's envelope
  private @Nullable V kept(@Nullable Object value) {
    return (V) value;
  }
}
