package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** How requests join, with the answers in the test's hand. */
class CoalescerTest {
  /** What was sent together and waits for its answer. */
  private record Sent(List<Integer> elements, CompletableFuture<List<String>> answer) {
    void end() {
      answer.complete(elements.stream().map(element -> "answer to " + element).toList());
    }
  }

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Coalescer<Integer, String> coalescer = with(new Window(1, 1));

  private Coalescer<Integer, String> with(Window window) {
    return new Coalescer<>(
        elements -> {
          Sent one = new Sent(elements, new CompletableFuture<>());
          sent.add(one);
          return one.answer();
        },
        element -> element,
        window);
  }

  private List<CompletableFuture<String>> submit(Integer... elements) {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (Integer element : elements) {
      answers.add(coalescer.submit(element));
    }
    return answers;
  }

  @Test
  void alone_goesOutAtOnce() {
    submit(1);

    assertThat(sent).extracting(Sent::elements).containsExactly(List.of(1));
  }

  @Test
  void whatComesMeanwhile_goesOutTogetherInOrder() {
    submit(1, 2, 3, 4);
    assertThat(sent).extracting(Sent::elements).containsExactly(List.of(1));

    sent.remove().end();

    assertThat(sent).extracting(Sent::elements).containsExactly(List.of(2, 3, 4));
  }

  @Test
  void each_getsItsOwnAnswer() {
    List<CompletableFuture<String>> answers = submit(1, 2, 3);
    sent.remove().end();
    sent.remove().end();

    assertThat(answers)
        .extracting(CompletableFuture::join)
        .containsExactly("answer to 1", "answer to 2", "answer to 3");
  }

  @Test
  void cancelledWhileWaiting_isNotSent() {
    List<CompletableFuture<String>> answers = submit(1, 2, 3);
    answers.get(1).cancel(false);
    sent.remove().end();

    assertThat(sent).extracting(Sent::elements).containsExactly(List.of(3));
  }

  @Test
  void allCancelledWhileWaiting_theNextOneGoesOut() {
    List<CompletableFuture<String>> answers = submit(1, 2);
    answers.get(1).cancel(false);
    sent.remove().end();
    submit(3);

    assertThat(sent).extracting(Sent::elements).containsExactly(List.of(3));
  }

  @Test
  void failure_reachesThoseWhoTravelledTogetherAndNoOthers() {
    List<CompletableFuture<String>> answers = submit(1, 2, 3);
    sent.remove().end();
    CacheException lost = new CacheException("lost");
    sent.remove().answer().completeExceptionally(lost);
    submit(4);
    sent.remove().end();

    assertThat(answers.get(0)).isCompletedWithValue("answer to 1");
    assertThat(answers.subList(1, 3))
        .allSatisfy(answer -> assertThatThrownBy(answer::join).hasRootCause(lost));
  }

  @Test
  void senderThrows_isTheFailureOfItsRequests() {
    Coalescer<Integer, String> broken =
        new Coalescer<>(
            elements -> {
              throw new IllegalStateException("broken");
            },
            element -> 1,
            new Window(1, 1));

    assertThat(broken.submit(1)).isCompletedExceptionally();
    assertThat(broken.submit(2)).isCompletedExceptionally();
  }

  @Test
  void many_areSplitByNumberAndBySize() {
    List<CompletableFuture<String>> answers =
        submit(
            IntStream.rangeClosed(0, 1 + Coalescer.MAX_TOGETHER).boxed().toArray(Integer[]::new));
    sent.remove().end();
    assertThat(sent.remove().elements()).hasSize(Coalescer.MAX_TOGETHER);
    assertThat(answers.get(0)).isCompletedWithValue("answer to 0");

    Coalescer<Integer, String> large = with(new Window(1, 1));
    large.submit(0);
    IntStream.range(0, 3).forEach(i -> large.submit(Batches.MAX_BYTES / 2 + 1));
    sent.remove().end();
    assertThat(sent.remove().elements()).hasSize(2);
  }

  @Test
  void moreThanTheLimitWaiting_isRefused() {
    IntStream.rangeClosed(0, Coalescer.MAX_WAITING).forEach(coalescer::submit);

    assertThatThrownBy(() -> coalescer.submit(1).join())
        .hasCauseInstanceOf(CacheException.class)
        .hasMessageContaining(Integer.toString(Coalescer.MAX_WAITING));
  }

  @Test
  void window_severalUnderWayOnALongWire() {
    Window window = new Window(1, 32);
    window.answered(TimeUnit.MILLISECONDS.toNanos(1));
    Coalescer<Integer, String> far = with(window);
    IntStream.range(0, 6).forEach(far::submit);

    assertThat(window.size()).isEqualTo(4);
    assertThat(sent)
        .extracting(Sent::elements)
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3));
  }

  @Test
  void window_followsTheShortestOfTheRecentAnswers() {
    Window window = new Window(2, 32);
    IntStream.range(0, 200).forEach(i -> window.answered(TimeUnit.MILLISECONDS.toNanos(5)));
    assertThat(window.size()).isEqualTo(20);

    window.answered(TimeUnit.MICROSECONDS.toNanos(80));
    assertThat(window.size()).isEqualTo(2);

    IntStream.range(0, 200).forEach(i -> window.answered(TimeUnit.MILLISECONDS.toNanos(1)));
    assertThat(window.size()).isEqualTo(4);
  }
}
