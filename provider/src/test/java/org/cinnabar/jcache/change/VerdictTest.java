package org.cinnabar.jcache.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verdict makes of the lines that workers note. */
class VerdictTest {
  private static final Window WINDOW = new Window(500, 1_000);
  private static final long OWN_MILLIS = 100;

  @TempDir Path directory;

  private Verdict verdict(String... lines) throws IOException {
    Load load = new Load("", directory, 0);
    Files.write(load.report(0), List.of(lines));
    Files.write(load.report(1), List.of("tried 1005", "failed 1", "stall 7"));
    return Verdict.of(load, WINDOW, OWN_MILLIS);
  }

  private void assertFine(String... lines) throws IOException {
    Verdict verdict = verdict(lines);
    assertThat(verdict.wrong).isEmpty();
    assertThat(verdict.broken).isEmpty();
  }

  @Test
  void figures_areThoseOfBoth() throws IOException {
    Verdict verdict = verdict("tried 10", "failed 2", "stall 9", "gap 130 4", "events 40");

    assertThat(verdict.tried).isEqualTo(1_015);
    assertThat(verdict.failed).isEqualTo(3);
    assertThat(verdict.stallMillis).isEqualTo(9);
    assertThat(verdict.gapMillis).isEqualTo(130);
    assertThat(verdict.beyondMillis()).isEqualTo(30);
    assertThat(verdict.eventsMillis).isEqualTo(40);
    assertThat(verdict.wrong).isEmpty();
    assertThat(verdict.broken).isEmpty();
  }

  @Test
  void acknowledgedWriteThatIsGone_lostInTheWindow_elseWrong() throws IOException {
    assertThat(verdict("lost 3 7 8 500 2000", "lost 3 7 9 1000 2000").lost).isEqualTo(2);
    assertThat(verdict("lost 3 7 8 1001 2000").wrong).hasSize(1);
    assertThat(verdict("lost 3 7 8 499 2000").wrong).hasSize(1);
  }

  @Test
  void failedWriteOverALaterOne_isOvertakenForTwiceTheDeadline() throws IOException {
    Verdict verdict = verdict("uncertain 3 7 1001", "lost 3 7 8 1001 2001001");

    assertThat(verdict.overtaken).isEqualTo(1);
    assertThat(verdict.wrong).isEmpty();
    assertThat(verdict("uncertain 3 7 1001", "lost 3 7 8 1001 2001002").wrong).hasSize(1);
  }

  @Test
  void oldValueRead_wrongUnlessWhatWasDueIsLost() throws IOException {
    assertThat(verdict("older 0 3 7 8 1001 2000 9").wrong).hasSize(1);
    assertThat(verdict("stale 0 13 7 8 1001 9000000 8").wrong).hasSize(1);
    assertThat(verdict("stale 0 13 7 8 900 9000000 8").wrong).hasSize(1);

    Verdict lost = verdict("older 0 3 7 8 900 9000000 9", "lost 3 7 8 900 1200");
    assertThat(lost.wrong).isEmpty();
    assertThat(lost.excused).isEqualTo(1);
    assertThat(lost.lost).isEqualTo(1);
  }

  @Test
  void nearCacheThatNeverHearsAgain_isWrongDespiteALossBefore() throws IOException {
    Verdict verdict =
        verdict(
            "lost 3 7 8 900 1200",
            "stale 1 3 7 8 900 1500000 7",
            "stale 1 3 7 9 1300 2500000 9",
            "stale 1 3 7 20 2000000 4000000 21");

    assertThat(verdict.excused).isEqualTo(1);
    assertThat(verdict.wrong).hasSize(2);
  }

  @Test
  void oldValueThatAlsoTheMasterHas_isALossInTheWindow() throws IOException {
    Verdict verdict = verdict("older 0 3 7 8 900 2000 7");

    assertThat(verdict.wrong).isEmpty();
    assertThat(verdict.lost).isEqualTo(1);
    assertThat(verdict.excused).isEqualTo(1);
    assertThat(verdict("older 0 3 7 8 1001 2000 7").wrong).hasSize(1);
    assertThat(verdict("older 0 3 6 8 900 2000 7").wrong).hasSize(1); // the master still has 7
  }

  @Test
  void oldValueReadThatNobodyCanTellOf_unclearInTheWindowOnly() throws IOException {
    assertThat(verdict("older 0 3 7 8 900 1000 ?").unclear).isEqualTo(1);
    assertThat(verdict("older 0 3 7 8 900 1000 9").unclear).isEqualTo(1);
    assertThat(verdict("older 0 3 7 8 900 1001 9").wrong).hasSize(1);
    assertThat(verdict("uncertain 3 7 800", "older 0 3 7 8 1001 1500 9").overtaken).isEqualTo(1);
  }

  @Test
  void whatFailedInBetween_isNotMissed() throws IOException {
    Verdict verdict =
        verdict("uncertain 3 8 600", "lost 3 7 9 900 1200", "older 0 3 7 9 900 1300 10");

    assertThat(verdict.excused).isEqualTo(1);
    assertThat(verdict.wrong).isEmpty();
  }

  @Test
  void roundWonTwice_wrongUnlessTheFirstMayBeLost() throws IOException {
    assertThat(verdict("raced 5 0 won 1001", "raced 5 1 won 1500", "kept 5 1").wrong).hasSize(1);
    assertThat(verdict("raced 5 0 won 1000", "raced 5 1 won 1500", "kept 5 1").lost).isEqualTo(1);
    assertFine("raced 5 0 won 1001", "raced 5 1 refused 1001", "kept 5 0");
    assertThat(verdict("raced 5 0 won 1001", "kept 5 none").wrong).hasSize(1);
    assertThat(verdict("raced 5 0 won 900", "kept 5 none").lost).isEqualTo(1);
  }

  @Test
  void roundThatNobodyWon_wrongUnlessOneFailed() throws IOException {
    assertThat(verdict("raced 5 0 refused 900", "raced 5 1 refused 900").wrong).hasSize(1);
    assertFine("raced 5 0 refused 1200", "raced 5 1 failed 1200", "kept 5 1");
    assertFine("raced 5 0 failed 1200", "raced 5 1 failed 1200", "kept 5 none");
    assertThat(verdict("raced 5 0 refused 1200", "raced 5 1 failed 1200", "kept 5 none").wrong)
        .hasSize(1);
  }

  @Test
  void roundOfOneThatWasRefusedIt_isWrong() throws IOException {
    assertThat(verdict("raced 5 0 refused 900", "raced 5 1 failed 900", "kept 5 0").wrong)
        .hasSize(1);
  }

  @Test
  void counter_isWhatWasAcknowledgedAndPerhapsWhatFailed() throws IOException {
    String[] both = {"counted 0 0 1 2000", "counted 0 1 2 2000", "uncounted 0 1"};

    assertFine(both[0], both[1], both[2], "total 0 2");
    assertFine(both[0], both[1], both[2], "total 0 3");
    assertThat(verdict(both[0], both[1], both[2], "total 0 1").wrong).hasSize(1);
    assertThat(verdict(both[0], both[1], both[2], "total 0 4").wrong).hasSize(1);
    assertThat(verdict(both[0], both[1], both[2], "total 0 2", "total 0 3").wrong).hasSize(1);
    assertThat(verdict("counted 0 0 1 900", "total 0 0").lost).isEqualTo(1);
  }

  @Test
  void counterThatGoesBack_wrongUnlessLost() throws IOException {
    assertThat(verdict("counted 0 0 2 1001", "counted 0 0 1 1002", "total 0 2").wrong).hasSize(1);
    assertThat(verdict("counted 0 0 2 1001", "counted 0 1 2 1002", "total 0 2").wrong).hasSize(1);
    assertFine("counted 0 0 2 900", "counted 0 0 1 1002", "total 0 2");
  }

  @Test
  void removalThatIsUndone_wrongUnlessLostOrOvertaken() throws IOException {
    assertThat(verdict("removal back 0 1001 2000 0").wrong).hasSize(1);
    assertThat(verdict("removal back 0 900 2000 0").lost).isEqualTo(1);
    assertThat(verdict("removal vanished 0 1001 2000 1000").overtaken).isEqualTo(1);
    assertThat(verdict("removal vanished 0 1001 2002000 1000").wrong).hasSize(1);
  }

  @Test
  void whatTookTooLong_isBroken() throws IOException {
    assertThat(verdict("stall 1501").broken).hasSize(1);
    assertThat(verdict("gap 2100 4").broken).hasSize(1);
    assertThat(verdict("gap 2099 4").broken).isEmpty();
    assertThat(verdict("failed 5").broken).hasSize(1);
    assertThat(verdict("wrong key 3 has 9").wrong).containsExactly("key 3 has 9");
    assertThat(Verdict.aborted(new IllegalStateException("x")).broken).hasSize(1);
  }

  @Test
  void log_saysWhatItDropped_andWhatIsThrown() throws IOException {
    Log log = new Log();
    for (int i = 0; i <= 20_000; i++) {
      log.note("stale", 1);
    }
    log.tryOut(
        () -> {
          throw new IllegalStateException("not a\nCacheException");
        });
    log.write(directory.resolve("log"));

    assertThat(Files.readAllLines(directory.resolve("log")))
        .anyMatch(line -> line.startsWith("broken 1 lines"))
        .anyMatch(line -> line.startsWith("wrong an operation threw"));
  }
}
