package org.cinnabar.examples.web.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the launcher, whose process Redis is, to stop or start it. */
@ApplicationScoped
class RedisSwitch {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  /** Whether the server runs. */
  boolean isOn() {
    return send(request("").GET()).equals("on");
  }

  /**
   * Stops or starts the server.
   *
   * @param action {@code stop} or {@code start}
   */
  void set(String action) {
    send(request(action).POST(BodyPublishers.noBody()));
  }

  private static HttpRequest.Builder request(String path) {
    URI address = Settings.redisSwitch().resolve(path);
    return HttpRequest.newBuilder(address).timeout(PATIENCE);
  }

  private String send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new ServiceUnavailableException("The launcher answered: " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new ServiceUnavailableException("The launcher does not answer", (Long) null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException("Interrupted", (Long) null, e);
    }
  }
}
