package org.cinnabar.jcache.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a server answers, as it comes: the text of some replies, with their lengths. */
final class Replies {
  private final InputStream in;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  private Replies(InputStream in) {
    this.in = in;
  }

  /** Reads so many replies; fewer when the server ends the connection. */
  static String read(InputStream in, int count) throws IOException {
    Replies replies = new Replies(in);
    try {
      for (int i = 0; i < count; i++) {
        replies.next();
      }
    } catch (EOFException e) {
      // as after SHUTDOWN
    }
    return replies.text.toString(StandardCharsets.UTF_8);
  }

  private void next() throws IOException {
    String line = line();
    boolean isText = line.startsWith("$");
    int length = isText || line.startsWith("*") ? Integer.parseInt(line.substring(1)) : 0;
    if (isText && length >= 0) {
      text.write(in.readNBytes(length));
      line();
    }
    for (int i = 0; !isText && i < length; i++) {
      next();
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read;
    do {
      read = in.read();
      if (read < 0) {
        throw new EOFException();
      }
      line.write(read);
    } while (read != '\n');
    line.writeTo(text);
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
