package org.cinnabar.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Calls an application over HTTP. */
final class Http {
  // Not HTTP/2: a connection that was upgraded belongs to the application that was called first,
  // and keeps it.
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private Http() {}

  /** The body of the answer, which must be a success. */
  static String get(URL base, String path) {
    return send("GET", base, path);
  }

  /** Calls so many times at once, and waits for all answers, whatever they are. */
  static void occupy(URL base, String path, int times) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
    CompletableFuture<?>[] answers = new CompletableFuture<?>[times];
    Arrays.setAll(answers, i -> CLIENT.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
    CompletableFuture.allOf(answers).join();
  }

  static void delete(URL base, String path) {
    send("DELETE", base, path);
  }

  private static String send(String method, URL base, String path) {
    URI uri = URI.create(base + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(
            "%s %s: %d %s".formatted(method, uri, answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
