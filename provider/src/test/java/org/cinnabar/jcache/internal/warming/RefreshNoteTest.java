package org.cinnabar.jcache.internal.warming;

import static org.assertj.core.api.Assertions.assertThat;

import org.cinnabar.jcache.internal.store.ScanPage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshNoteTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "17", "17:0a1b2c", "17:0x7f974842b340"})
  void place_isReadAsItWasWritten(String position) {
    RefreshNote note = new RefreshNote(5, new ScanPage.Cursor(3, position));

    assertThat(RefreshNote.parse(note.toString())).isEqualTo(note);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 3", "5 3 x", "5 3 17:", "5 3 17 18"})
  void otherForms_areNone(String text) {
    assertThat(RefreshNote.parse(text)).isEqualTo(RefreshNote.NONE);
  }
}
