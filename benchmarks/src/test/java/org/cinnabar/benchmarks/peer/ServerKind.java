package org.cinnabar.benchmarks.peer;

import java.util.List;
import java.util.Locale;

/** The server that a peer talks to. */
public enum ServerKind {
  REDIS(List.of()),
  HAZELCAST(
      List.of(
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED")),
  INFINISPAN(List.of()),
  IGNITE(
      List.of(
          "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
          "--add-opens=java.base/java.math=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
          "--add-opens=java.management/com.sun.jmx.mbeanserver=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED")),
  /** The peer is a cache within the JVM. */
  NONE(List.of());

  @SuppressWarnings("ImmutableEnumChecker") // of List.of
  private final List<String> jvmOptions;

  ServerKind(List<String> jvmOptions) {
    this.jvmOptions = jvmOptions;
  }

  /** The options that its maker asks for on Java 17, for client and server. */
  public List<String> jvmOptions() {
    return jvmOptions;
  }

  /** The system property that gives its address to the JVM that measures. */
  public String property() {
    return "benchmark." + name().toLowerCase(Locale.ROOT);
  }

  /** The system property that gives the address without a proxy before it. */
  public String undelayedProperty() {
    return property() + ".undelayed";
  }
}
