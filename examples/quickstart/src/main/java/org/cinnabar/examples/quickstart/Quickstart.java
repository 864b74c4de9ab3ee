package org.cinnabar.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import net.sf.extjwnl.JWNLException;

/** Connects words through WordNet, a search of seconds, and caches the chains in Redis. */
public final class Quickstart {

  private static final String PROVIDER = "org.cinnabar.jcache.CinnabarCachingProvider";
  private static final String CACHE = "chains";

  private static final int FAILED = 1;
  private static final int WRONG_ARGUMENTS = 2;

  private final Report report;

  Quickstart(PrintStream out) {
    this.report = new Report(out);
  }

  /**
   * Runs the example.
   *
   * @param arguments the words to connect, in pairs; none for the built-in pairs
   */
  public static void main(String... arguments) {
    Quickstart quickstart = new Quickstart(System.out);
    try {
      quickstart.run(RedisAddress.configured(), Words.parse(arguments));
    } catch (IllegalArgumentException e) {
      fail(e, WRONG_ARGUMENTS);
    } catch (CacheException | JWNLException | IOException e) {
      fail(e, FAILED);
    }
  }

  private static void fail(Exception cause, int status) {
    System.err.println(cause.getMessage());
    System.exit(status);
  }

  /** Asks the server at the address, or one that it starts if nothing answers there. */
  void run(RedisAddress address, List<WordPair> pairs) throws JWNLException, IOException {
    try (WordNet wordNet = WordNet.open()) {
      Words.check(pairs, wordNet);
      if (address.answers()) {
        report.line("Redis: %s", address);
        ask(address, pairs, wordNet);
      } else {
        askEmbedded(address, pairs, wordNet);
      }
    }
  }

  private void askEmbedded(RedisAddress silent, List<WordPair> pairs, WordNet wordNet)
      throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start()) {
      report.line("Nothing answers at %s: using an embedded Redis at %s.", silent, redis.address());
      ask(redis.address(), pairs, wordNet);
    }
  }

  /** Here is all that an application does with the cache, in the standard API. */
  private void ask(RedisAddress address, List<WordPair> pairs, WordNet wordNet) {
    MutableConfiguration<WordPair, Chain> configuration =
        new MutableConfiguration<WordPair, Chain>()
            .setTypes(WordPair.class, Chain.class)
            .setReadThrough(true)
            .setCacheLoaderFactory(() -> new ChainLoader(new ChainSearch(wordNet)))
            .setStatisticsEnabled(true);
    CachingProvider provider = Caching.getCachingProvider(PROVIDER);
    ClassLoader loader = Quickstart.class.getClassLoader();
    try (CacheManager manager = provider.getCacheManager(address.uri(), loader)) {
      Cache<WordPair, Chain> chains = manager.createCache(CACHE, configuration);
      List<Question> questions = new ArrayList<>();
      for (WordPair words : pairs) {
        questions.add(Question.ask(chains, words));
      }
      report.questions(questions);
      report.hits(CacheHits.of(CACHE));
      report.contents(RedisContents.of(address));
    }
  }
}
