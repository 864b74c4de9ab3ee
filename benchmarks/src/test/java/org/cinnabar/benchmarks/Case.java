package org.cinnabar.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cinnabar.benchmarks.data.Size;
import org.cinnabar.benchmarks.peer.Expiry;
import org.cinnabar.benchmarks.peer.Operation;
import org.cinnabar.benchmarks.peer.Peer;
import org.cinnabar.benchmarks.peer.ValueCodec;
import org.openjdk.jmh.annotations.Mode;

/**
 * One measurement.
 *
 * @param method the benchmark, as class and method
 * @param peer who is measured; empty where no cache is
 * @param parameters the benchmark's parameters
 * @param threads how many threads
 * @param mode throughput or latency
 * @param group what it shares with the cases it is compared to; these take turns
 */
record Case(
    String method,
    Optional<Peer> peer,
    Map<String, String> parameters,
    int threads,
    Mode mode,
    String group) {

  /** An operation on a server. Peers whose entries don't expire have eternal ones. */
  static Case remote(
      Operation operation, Peer peer, Size size, Expiry expiry, int delay, int threads, Mode mode) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("peer", peer.name());
    parameters.put("size", size.name());
    parameters.put("expiry", (peer.expires() ? expiry : Expiry.ETERNAL).name());
    parameters.put("delayMillis", Integer.toString(delay));
    return new Case(
        RemoteOperations.class.getName() + "." + operation.method(),
        Optional.of(peer),
        parameters,
        threads,
        mode,
        String.join("/", operation.method(), size.name(), expiry.name(), delay + "ms"));
  }

  /** A hit of a near cache. */
  static Case near(Peer peer, int threads) {
    return new Case(
        NearHits.class.getName() + ".getHit",
        Optional.of(peer),
        Map.of("peer", peer.name()),
        threads,
        Mode.Throughput,
        "near");
  }

  /** A hit of a method with an annotation. */
  static Case annotated(Peer peer, int threads) {
    return new Case(
        AnnotatedHits.class.getName() + ".cacheResult",
        Optional.of(peer),
        Map.of("peer", peer.name()),
        threads,
        Mode.Throughput,
        "annotated");
  }

  /** An operation on a cache that lies on several nodes, or on one for comparison. */
  static Case scaled(Operation operation, Layout layout, int threads) {
    return new Case(
        ScalingOperations.class.getName() + "." + operation.method(),
        Optional.empty(),
        layout.parameters(),
        threads,
        Mode.Throughput,
        "scaled/" + operation.method());
  }

  /** A write that so many replicas acknowledge. */
  static Case acknowledged(int replicas, int threads) {
    return new Case(
        AcknowledgedWrites.class.getName() + ".put",
        Optional.empty(),
        Map.of("acknowledging", Integer.toString(replicas)),
        threads,
        Mode.Throughput,
        "acknowledged");
  }

  /** A codec's half. */
  static Case codec(String method, ValueCodec.Kind codec, Size size) {
    return new Case(
        Codecs.class.getName() + "." + method,
        Optional.empty(),
        Map.of("codec", codec.name(), "size", size.name()),
        1,
        Mode.Throughput,
        method + "/" + size);
  }

  /** Whether all JCache providers of the class path are loaded. */
  boolean looksForProviders() {
    return method.startsWith(AnnotatedHits.class.getName() + ".");
  }

  /** How the cache lies on servers, where that is measured. */
  Optional<Layout> layout() {
    return Optional.ofNullable(parameters.get("nodes"))
        .map(
            nodes ->
                new Layout(
                    Integer.parseInt(nodes),
                    Integer.parseInt(parameters.getOrDefault("partitions", "1"))));
  }

  /** By how much the server's answers are delayed, in milliseconds. */
  int delayMillis() {
    return Integer.parseInt(parameters.getOrDefault("delayMillis", "0"));
  }

  /** The cases that take turns with it. */
  String turn() {
    return group + "/" + threads + "/" + mode.shortLabel();
  }

  /** What is measured and of whom, for people and for choosing by pattern. */
  String name() {
    return peer.map(Peer::name).or(() -> layout().map(Layout::toString)).orElseGet(this::variant)
        + "/"
        + turn();
  }

  private String variant() {
    return parameters.getOrDefault("codec", parameters.getOrDefault("acknowledging", ""));
  }
}
