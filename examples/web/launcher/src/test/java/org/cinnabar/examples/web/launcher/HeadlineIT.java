package org.cinnabar.examples.web.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A small load: counts what the cache saves. How much faster that is depends on the machine; the
 * headline measures it.
 */
@ExtendWith(SharedDemo.class)
class HeadlineIT {

  private static final Headline.Size SMALL = new Headline.Size(40, 200, 4_000, 4_000);

  @Test
  void measure_smallLoad(ShopClient shop) throws Exception {
    Headline headline = Headline.measure(shop.url(), SMALL);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    headline.print(new PrintStream(bytes, true, UTF_8));
    String printed = bytes.toString(UTF_8);
    assertThat(headline.uncached().queries()).isEqualTo(6);
    assertThat(headline.queriesSaved()).isGreaterThan(Headline.QUERIES_SAVED);
    assertThat(printed)
        .contains(
            "without the cache", "times faster at the median", "fewer queries (wanted: 80 %)");
  }
}
