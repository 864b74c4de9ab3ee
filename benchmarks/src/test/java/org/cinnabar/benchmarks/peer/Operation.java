package org.cinnabar.benchmarks.peer;

/** The operations measured, by the names of the methods that do so. */
public enum Operation {
  GET_HIT("getHit", "get (hit)"),
  GET_MISS("getMiss", "get (miss)"),
  PUT("put", "put"),
  GET_AND_PUT("getAndPut", "getAndPut"),
  PUT_IF_ABSENT("putIfAbsent", "putIfAbsent (present)"),
  REPLACE("replace", "replace(key, old, new)"),
  INVOKE("invoke", "invoke"),
  GET_ALL("getAll", "getAll(100)"),
  PUT_ALL("putAll", "putAll(100)");

  private final String method;
  private final String title;

  Operation(String method, String title) {
    this.method = method;
    this.title = title;
  }

  /** The benchmark method. */
  public String method() {
    return method;
  }

  /** The name for readers. */
  public String title() {
    return title;
  }
}
