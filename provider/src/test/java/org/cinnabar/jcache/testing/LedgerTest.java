package org.cinnabar.jcache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path directory;

  @Test
  void writtenBy_passesOverNumbersThatWereNeverWritten() throws IOException {
    Ledger ledger = new Ledger(directory.resolve("ledger"), 2);
    long before = Ledger.now() - 1;
    write(ledger, 7);
    begin(ledger, 8); // fails
    write(ledger, 9);
    begin(ledger, 10); // fails

    assertThat(ledger.writtenAt(1, 8)).isEqualTo(Long.MAX_VALUE);
    assertThat(ledger.writtenBy(1, Ledger.now())).isEqualTo(9);
    assertThat(ledger.writtenBy(1, before)).isZero();
    assertThat(ledger.writtenBy(0, Ledger.now())).isZero();
  }

  @Test
  void writtenBy_whenTheFirstOnesAreForgotten_isExact() throws IOException {
    Ledger ledger = new Ledger(directory.resolve("ledger"), 2);
    for (int number = 1; number <= 3 * Ledger.REMEMBERED; number++) {
      begin(ledger, number);
      if (number % 2 == 0) {
        write(ledger, number);
      }
    }
    long at = ledger.writtenAt(1, 3 * Ledger.REMEMBERED - 2);

    assertThat(ledger.writtenBy(1, at)).isGreaterThanOrEqualTo(3 * Ledger.REMEMBERED - 2);
    assertThat(ledger.writtenBy(1, Long.MAX_VALUE - 1)).isEqualTo(3L * Ledger.REMEMBERED);
    assertThat(ledger.writtenAt(1, 3 * Ledger.REMEMBERED - 1)).isEqualTo(Long.MAX_VALUE);
  }

  private static void begin(Ledger ledger, long number) {
    ledger.begun(1, number);
  }

  private static void write(Ledger ledger, long number) {
    ledger.begun(1, number);
    ledger.written(1, number);
  }
}
