package org.cinnabar.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cron expressions: which times they name, also where clocks are changed, and what they refuse. */
class CronExpressionTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna"); // 29 March and 25 October 2026

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *           | 2026-11-21T10:15:30 | 2026-11-21T10:16",
        "* * * * *           | 2026-11-21T10:15:00 | 2026-11-21T10:16",
        "*/15 * * * *        | 2026-11-21T10:15:00 | 2026-11-21T10:30",
        "5/20 * * * *        | 2026-11-21T10:46:00 | 2026-11-21T11:05",
        "30 3 * * *          | 2026-11-21T10:15:00 | 2026-11-22T03:30",
        "30 3 * * *          | 2026-12-31T03:30:00 | 2027-01-01T03:30",
        "0 9-17/4 * * *      | 2026-11-21T09:00:00 | 2026-11-21T13:00",
        "0,45 8,20 * * *     | 2026-11-21T08:45:00 | 2026-11-21T20:00",
        "0 0 1 * *           | 2026-11-21T10:15:00 | 2026-12-01T00:00",
        "0 0 31 * *          | 2027-01-31T00:00:00 | 2027-03-31T00:00",
        "0 0 29 2 *          | 2026-11-21T10:15:00 | 2028-02-29T00:00",
        "0 0 29 2 *          | 2096-03-01T00:00:00 | 2104-02-29T00:00",
        "0 12 * jan,JUL *    | 2026-11-21T10:15:00 | 2027-01-01T12:00",
        "0 12 * * mon-fri    | 2026-11-20T12:00:00 | 2026-11-23T12:00",
        "0 12 * * 7          | 2026-11-21T12:00:00 | 2026-11-22T12:00",
        "0 12 * * 0          | 2026-11-21T12:00:00 | 2026-11-22T12:00",
        "0 12 * * 5-7        | 2026-11-21T12:00:00 | 2026-11-22T12:00",
        "0 12 13 * FRI       | 2026-11-21T12:00:00 | 2026-11-27T12:00",
        "0 12 13 * FRI       | 2026-12-12T12:00:00 | 2026-12-13T12:00",
        "0 12 */2 * FRI      | 2026-11-21T12:00:00 | 2026-11-27T12:00",
        "  0   12  *  *  *   | 2026-11-21T12:00:00 | 2026-11-22T12:00",
      })
  void next_inUtc(String expression, String after, String expected) {
    Instant from = utc(after);

    Instant next = CronExpression.parse(expression).next(from, ZoneOffset.UTC);

    assertThat(next).isEqualTo(utc(expected));
    assertThat(CronExpression.parse(expression).last(next, ZoneOffset.UTC)).isEqualTo(next);
    assertThat(CronExpression.parse(expression).last(next.minusMillis(1), ZoneOffset.UTC))
        .isBeforeOrEqualTo(from);
  }

  @Test
  void fixedHour_thatClocksLeaveOut_comesLater() {
    assertThat(times("30 2 * * *", "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void fixedHour_thatClocksShowTwice_comesOnce() {
    assertThat(times("30 2 * * *", "2026-10-24T12:00:00Z", 2))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void everyHour_followsRealTime() {
    assertThat(times("30 * * * *", "2026-10-24T23:30:00Z", 4))
        .containsExactly(
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:30:00Z",
            "2026-10-25T03:30:00Z");
    assertThat(times("30 * * * *", "2026-03-28T23:45:00Z", 3))
        .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
  }

  @Test
  void clocksPutBackOverMidnight_neitherSkipNorRepeat() {
    ZoneId newfoundland = ZoneId.of("America/St_Johns"); // at 00:01 until 2011
    Instant at = Instant.parse("2010-11-07T00:00:00Z");
    CronExpression quarters = CronExpression.parse("*/15 * * * *");

    for (int i = 0; i < 4 * 12; i++) {
      Instant next = quarters.next(at, newfoundland);
      assertThat(next).isEqualTo(at.plusSeconds(15 * 60));
      assertThat(quarters.last(next.minusMillis(1), newfoundland)).isEqualTo(at);
      at = next;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * *         | five fields",
        "0 0 12 * * ?    | five fields",
        "60 * * * *      | minute is \"60\"",
        "* 24 * * *      | hour is \"24\"",
        "* * 0 * *       | day of month is \"0\"",
        "* * 32 * *      | day of month is \"32\"",
        "* * * 13 *      | month is \"13\"",
        "* * * MON *     | month is \"MON\"",
        "* * * * 8       | day of week is \"8\"",
        "* * * * MO      | day of week is \"MO\"",
        "5-1 * * * *     | minute is \"5-1\"",
        "*/0 * * * *     | minute is \"*/0\"",
        "1,,2 * * * *    | minute is \"1,,2\"",
        "1, * * * *      | minute is \"1,\"",
        "-1 * * * *      | minute is \"-1\"",
        "? * * * *       | minute is \"?\"",
        "* * L * *       | day of month is \"L\"",
        "0 0 31 2 *      | no month has",
        "0 0 31 4,6,9 *  | no month has",
        "@daily          | five fields",
      })
  void nonsense_isRefusedWithTheField(String expression, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronExpression.parse(expression))
        .withMessageContaining(expected);
  }

  private static List<String> times(String expression, String after, int count) {
    List<String> times = new ArrayList<>();
    Instant at = Instant.parse(after);
    for (int i = 0; i < count; i++) {
      at = CronExpression.parse(expression).next(at, VIENNA);
      times.add(at.toString());
    }
    return times;
  }

  private static Instant utc(String text) {
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
