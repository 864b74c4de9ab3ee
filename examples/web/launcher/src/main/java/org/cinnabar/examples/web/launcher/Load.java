package org.cinnabar.examples.web.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that ask for recommendations, each as fast as it is answered. */
final class Load {

  private static final int CLIENTS = 8;
  private static final int CUSTOMERS = 20_000;
  private static final long SEED = 107;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String url;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Zipf zipf = new Zipf(CUSTOMERS);

  Load(String url) {
    this.url = url;
  }

  /**
   * Sends requests for customers drawn from one Zipf distribution.
   *
   * @param requests how many
   * @param cache whether the shop may use its cache
   * @param part which part of the random sequence to draw from: others give other customers
   */
  Costs run(int requests, boolean cache, int part) throws InterruptedException {
    int[] customers = new int[requests];
    SplittableRandom random = new SplittableRandom(SEED + part);
    for (int i = 0; i < requests; i++) {
      customers[i] = zipf.draw(random);
    }
    long start = System.nanoTime();
    List<Costs.Request> costs = new ArrayList<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<List<Costs.Request>>> answers = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int first = i;
        answers.add(clients.submit(() -> ask(customers, first, cache)));
      }
      for (Future<List<Costs.Request>> answer : answers) {
        costs.addAll(answer.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A client failed: " + e.getCause(), e);
    } finally {
      clients.shutdownNow();
    }
    return Costs.of(costs, System.nanoTime() - start);
  }

  private List<Costs.Request> ask(int[] customers, int first, boolean cache)
      throws IOException, InterruptedException {
    List<Costs.Request> costs = new ArrayList<>();
    for (int i = first; i < customers.length; i += CLIENTS) {
      costs.add(ask(customers[i], cache));
    }
    return costs;
  }

  private Costs.Request ask(int customer, boolean cache) throws IOException, InterruptedException {
    URI address = URI.create(url + "api/customers/" + customer + "/recommendations?cache=" + cache);
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    long start = System.nanoTime();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    long nanos = System.nanoTime() - start;
    if (response.statusCode() != 200) {
      throw new IOException(address + " answered " + response.statusCode());
    }
    return new Costs.Request(
        nanos, response.headers().firstValue("Queries").map(Integer::parseInt).orElseThrow());
  }
}
