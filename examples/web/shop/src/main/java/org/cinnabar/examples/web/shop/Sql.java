package org.cinnabar.examples.web.shop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A statement kept in a file of its own beside this class.
 *
 * @param name the file's name without {@code .sql}
 * @param text the statement
 */
record Sql(String name, String text) {

  static Sql read(String name) {
    try (InputStream file = Sql.class.getResourceAsStream(name + ".sql")) {
      if (file == null) {
        throw new IllegalArgumentException("There is no " + name + ".sql");
      }
      return new Sql(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
