package org.cinnabar.jcache.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cinnabar.jcache.internal.operation.Decision.Action;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All operations in the same situations: absent, present with another value, present with the
 * expected value.
 */
class OperationsTest {
  private static final String EXPECTED = "expected";
  private static final String OTHER = "other";

  static Stream<Arguments> matrix() {
    // operation, then action, result and tally (hits, misses, puts, removals) when absent, other,
    // expected
    return Stream.of(
        row(
            "get",
            Operations.get(),
            at(Action.ACCESS, null, 0, 1, 0, 0),
            at(Action.ACCESS, OTHER, 1, 0, 0, 0),
            at(Action.ACCESS, EXPECTED, 1, 0, 0, 0)),
        row(
            "put",
            Operations.put("new"),
            at(Action.WRITE, true, 0, 0, 1, 0),
            at(Action.WRITE, true, 0, 0, 1, 0),
            at(Action.WRITE, true, 0, 0, 1, 0)),
        row(
            "getAndPut",
            Operations.getAndPut("new"),
            at(Action.WRITE, null, 0, 1, 1, 0),
            at(Action.WRITE, OTHER, 1, 0, 1, 0),
            at(Action.WRITE, EXPECTED, 1, 0, 1, 0)),
        row(
            "putIfAbsent",
            Operations.putIfAbsent("new"),
            at(Action.WRITE, true, 0, 1, 1, 0),
            at(Action.KEEP, false, 1, 0, 0, 0),
            at(Action.KEEP, false, 1, 0, 0, 0)),
        row(
            "replace",
            Operations.replace("new"),
            at(Action.KEEP, false, 0, 1, 0, 0),
            at(Action.WRITE, true, 1, 0, 1, 0),
            at(Action.WRITE, true, 1, 0, 1, 0)),
        row(
            "replaceIfEqual",
            Operations.replace(EXPECTED, "new"),
            at(Action.KEEP, false, 0, 1, 0, 0),
            at(Action.ACCESS, false, 1, 0, 0, 0),
            at(Action.WRITE, true, 1, 0, 1, 0)),
        row(
            "getAndReplace",
            Operations.getAndReplace("new"),
            at(Action.KEEP, null, 0, 1, 0, 0),
            at(Action.WRITE, OTHER, 1, 0, 1, 0),
            at(Action.WRITE, EXPECTED, 1, 0, 1, 0)),
        row(
            "remove",
            Operations.remove(),
            at(Action.REMOVE, false, 0, 0, 0, 0),
            at(Action.REMOVE, true, 0, 0, 0, 1),
            at(Action.REMOVE, true, 0, 0, 0, 1)),
        row(
            "removeIfEqual",
            Operations.remove(EXPECTED),
            at(Action.KEEP, false, 0, 1, 0, 0),
            at(Action.ACCESS, false, 1, 0, 0, 0),
            at(Action.REMOVE, true, 1, 0, 0, 1)),
        row(
            "getAndRemove",
            Operations.getAndRemove(),
            at(Action.REMOVE, null, 0, 1, 0, 0),
            at(Action.REMOVE, OTHER, 1, 0, 0, 1),
            at(Action.REMOVE, EXPECTED, 1, 0, 0, 1)),
        row(
            "storeLoaded",
            Operations.storeLoaded("new"),
            at(Action.LOAD, "new", 0, 0, 0, 0),
            at(Action.KEEP, OTHER, 0, 0, 0, 0),
            at(Action.KEEP, EXPECTED, 0, 0, 0, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matrix")
  <R> void operation_decidesReturnsAndCounts(
      String name, Operation<String, R> operation, List<Expectation> expected) {
    check(operation, null, expected.get(0));
    check(operation, OTHER, expected.get(1));
    check(operation, EXPECTED, expected.get(2));
  }

  private static <R> void check(
      Operation<String, R> operation, String prior, Expectation expected) {
    Decision<String> decision = operation.decide(prior != null, prior);
    Outcome<String> outcome =
        new Outcome<>(prior != null, prior, decision, decision.action().stores());
    assertThat(decision.action()).as("action on %s", prior).isEqualTo(expected.action());
    assertThat(operation.result(outcome)).as("result on %s", prior).isEqualTo(expected.result());
    assertThat(operation.tally(outcome)).as("tally on %s", prior).isEqualTo(expected.tally());
  }

  record Expectation(Action action, Object result, Tally tally) {}

  private static Expectation at(
      Action action, Object result, long hits, long misses, long puts, long removals) {
    return new Expectation(action, result, new Tally(hits, misses, puts, removals));
  }

  private static Arguments row(
      String name, Operation<String, ?> operation, Expectation... expected) {
    return Arguments.of(name, operation, List.of(expected));
  }
}
