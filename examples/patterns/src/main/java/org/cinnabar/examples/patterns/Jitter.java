package org.cinnabar.examples.patterns;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.cinnabar.jcache.CinnabarConfiguration;

/** What was stored together doesn't expire, and isn't asked for again, together. */
final class Jitter implements Pattern {

  private static final Map<Integer, String> QUOTES =
      IntStream.range(0, 100).boxed().collect(toMap(id -> id, id -> "quote " + id));

  private final Stage stage;

  Jitter(Stage stage) {
    this.stage = stage;
  }

  private Cache<Integer, String> cache(String name, double jitter) {
    CinnabarConfiguration<Integer, String> configuration =
        new CinnabarConfiguration<Integer, String>()
            .setTypes(Integer.class, String.class)
            .setExpiryJitter(jitter);
    configuration.setExpiryPolicyFactory(
        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, 1)));
    return stage.manager().createCache(name, configuration);
  }

  @Override
  public void play() {
    watch("without jitter", cache("together", 0));
    watch("with a jitter of 50 %", cache("spread", 0.5));
  }

  private void watch(String what, Cache<Integer, String> quotes) {
    quotes.putAll(QUOTES);
    TreeSet<Integer> sizes = new TreeSet<>();
    stage.await(
        "the end of all",
        () -> {
          sizes.add(quotes.getAll(QUOTES.keySet()).size());
          return sizes.first() == 0;
        });
    String end = sizes.size() > 2 ? "one after another" : "all at once";
    stage.say(QUOTES.size() + " quotes stored for a second " + what + " go " + end);
  }
}
