package org.cinnabar.examples.web.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Talks to the shop. */
record ShopClient(String url, HttpClient http) {

  /** An answer; {@code queries} is -1 where the shop doesn't say how many there were. */
  record Answer(int status, String body, int queries) {}

  ShopClient(String url) {
    this(url, HttpClient.newHttpClient());
  }

  Answer send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "api/" + path))
            .method(method, BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    int queries = response.headers().firstValue("Queries").map(Integer::valueOf).orElse(-1);
    return new Answer(response.statusCode(), response.body(), queries);
  }

  /** Sends what must succeed. */
  void succeed(String method, String path) throws IOException, InterruptedException {
    assertThat(send(method, path).status()).as("%s %s", method, path).isBetween(200, 204);
  }

  Answer cached(int customer) throws IOException, InterruptedException {
    return recommendations(customer, true);
  }

  Answer uncached(int customer) throws IOException, InterruptedException {
    return recommendations(customer, false);
  }

  private Answer recommendations(int customer, boolean cache)
      throws IOException, InterruptedException {
    Answer answer = send("GET", "customers/" + customer + "/recommendations?cache=" + cache);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }
}
