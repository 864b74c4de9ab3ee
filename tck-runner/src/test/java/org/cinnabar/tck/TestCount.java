package org.cinnabar.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Fails the build unless exactly the expected number of TCK tests ran.
 *
 * <p>The TCK reports a test that it leaves out as passed and only logs a line, so a setup that runs
 * nothing can look green. This reads Surefire's XML reports and counts both: the test cases, and
 * the lines that name an excluded test.
 */
public final class TestCount {
  private static final Pattern EXCLUDED = Pattern.compile("EXCLUDING TEST '");

  private int reported;
  private int unsuccessful;
  private int excluded;

  private TestCount() {}

  /**
   * Checks the reports.
   *
   * @param args the directory of the XML reports, the expected number of reported tests, and how
   *     many of them are excluded
   */
  public static void main(String[] args) throws IOException, XMLStreamException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: TestCount <reports> <reported> <excluded>");
    }
    var count = new TestCount();
    count.readAll(Path.of(args[0]));
    count.check(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }

  private void readAll(Path reports) throws IOException, XMLStreamException {
    if (!Files.isDirectory(reports)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
      for (Path file : files) {
        read(file);
      }
    }
  }

  private void read(Path report) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (InputStream in = Files.newInputStream(report)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in, UTF_8.name());
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          count(xml);
        }
      }
    }
  }

  private void count(XMLStreamReader xml) throws XMLStreamException {
    switch (xml.getLocalName()) {
      case "testcase" -> reported++;
      case "failure", "error", "skipped" -> unsuccessful++;
      case "system-out", "system-err" ->
          excluded += (int) EXCLUDED.matcher(xml.getElementText()).results().count();
      default -> {}
    }
  }

  private void check(int expectedReported, int expectedExcluded) {
    System.out.printf(
        "TCK: %d tests run (%d reported, %d excluded), %d unsuccessful%n",
        reported - excluded, reported, excluded, unsuccessful);
    List<String> wrong = new ArrayList<>();
    if (reported != expectedReported) {
      wrong.add("%d tests were reported instead of %d".formatted(reported, expectedReported));
    }
    if (excluded != expectedExcluded) {
      wrong.add("%d tests were excluded instead of %d".formatted(excluded, expectedExcluded));
    }
    if (unsuccessful != 0) {
      wrong.add("%d tests failed or were skipped".formatted(unsuccessful));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "The TCK did not run as expected: %s. For a partial run give -Dtck.reported and -Dtck.excluded."
              .formatted(String.join("; ", wrong)));
    }
  }
}
