package org.cinnabar.jcache.internal.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import javax.cache.CacheException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reading of small text files and resources, with errors that name them. */
final class TextFiles {
  private TextFiles() {}

  /**
   * @throws CacheException if it can't be read
   */
  static String read(URL url) {
    try {
      URLConnection connection = url.openConnection();
      // The JVM-wide cache would keep an application's jar open after undeployment.
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (FileNotFoundException e) {
      throw new CacheException(
          "There is no readable file " + url + ". Correct the path or make the file readable.", e);
    } catch (IOException e) {
      throw new CacheException("The file " + url + " can't be read: " + e.getMessage() + ".", e);
    }
  }

  /** Where in a YAML text the error is, without quoting the text, which may hold a password. */
  static String position(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
        return " (line "
            + (marked.getProblemMark().getLine() + 1)
            + ", column "
            + (marked.getProblemMark().getColumn() + 1)
            + ")";
      }
    }
    return "";
  }
}
