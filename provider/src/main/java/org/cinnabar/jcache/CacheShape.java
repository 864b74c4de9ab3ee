package org.cinnabar.jcache;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a cache lies on its servers at a moment: entries and memory, partition by partition and node
 * by node. A snapshot, had by {@code cache.unwrap(CacheShape.class)}, which asks the server for
 * each partition; partitions are not looked at in the very same moment. That throws a {@link
 * javax.cache.CacheException} when a partition can't be asked within the deadline, and an {@link
 * IllegalStateException} when the cache is closed. The methods of the snapshot ask nobody.
 *
 * @param cache the cache's name
 * @param partitions its partitions, in the order of their numbers; at least one
 */
public record CacheShape(String cache, List<Partition> partitions) {

  /** Copies the list. */
  public CacheShape {
    partitions = List.copyOf(partitions);
  }

  /**
   * One partition.
   *
   * @param number its number, from 0
   * @param slot the cluster slot of its keys; -1 without a cluster
   * @param node the address of the master that holds it, {@code host:port}; "unknown" while its
   *     slot has none
   * @param entries how many entries it has, remembered nulls and overdue ones that the server has
   *     not removed yet included
   * @param bytes how much memory all of its keys take, as the server estimates it from a sample of
   *     the entries; -1 where the server's user may not run {@code MEMORY USAGE}
   */
  public record Partition(int number, int slot, String node, long entries, long bytes) {}

  /**
   * What one node holds of the cache.
   *
   * @param address its address, {@code host:port}
   * @param partitions how many partitions
   * @param entries how many entries
   * @param bytes how much memory they take; -1 when that isn't known of all
   */
  public record Node(String address, int partitions, long entries, long bytes) {}

  /** How many entries the cache has. */
  public long entries() {
    return entries(partitions);
  }

  /**
   * How much memory the cache takes, in bytes, what belongs to its entries included: deadlines,
   * tags, leases, listeners' registrations, and the queue and dead letters of write-behind; -1 when
   * that isn't known of all partitions.
   */
  public long bytes() {
    return bytes(partitions);
  }

  /** The nodes that hold partitions, by their addresses. */
  public List<Node> nodes() {
    return nodes(partitions);
  }

  static List<Node> nodes(List<Partition> those) {
    Map<String, List<Partition>> byNode =
        those.stream()
            .collect(Collectors.groupingBy(Partition::node, TreeMap::new, Collectors.toList()));
    return byNode.entrySet().stream()
        .map(
            node ->
                new Node(
                    node.getKey(),
                    node.getValue().size(),
                    entries(node.getValue()),
                    bytes(node.getValue())))
        .toList();
  }

  /**
   * How many times as many entries as the average partition the fullest has: 1 when all have the
   * same, the number of partitions when one has everything; 1 for an empty cache.
   */
  public double skew() {
    long most = partitions.stream().mapToLong(Partition::entries).max().orElse(0);
    return most == 0 ? 1 : (double) most * partitions.size() / entries();
  }

  /**
   * The fullest partitions, the one with the most entries first.
   *
   * @param count how many at most, from 0; there may be fewer
   * @throws IllegalArgumentException when the count is negative
   */
  public List<Partition> fullest(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must be at least 0, not " + count);
    }
    return partitions.stream()
        .sorted(Comparator.comparingLong(Partition::entries).reversed())
        .limit(count)
        .toList();
  }

  private static long entries(List<Partition> those) {
    return those.stream().mapToLong(Partition::entries).sum();
  }

  static long bytes(List<Partition> those) {
    return those.stream().anyMatch(partition -> partition.bytes() < 0)
        ? -1
        : those.stream().mapToLong(Partition::bytes).sum();
  }
}
