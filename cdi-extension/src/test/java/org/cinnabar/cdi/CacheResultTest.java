package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code @CacheResult}, member by member. */
class CacheResultTest {
  private App app;
  private Library library;

  @BeforeEach
  void start() {
    app = App.of(Library.class);
    library = app.get(Library.class);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void secondCall_isAnsweredByTheCache() {
    assertThat(library.title(1, "en")).isEqualTo("1 en 1");
    assertThat(library.title(1, "en")).isEqualTo("1 en 1");
    assertThat(library.title(2, "en")).isEqualTo("2 en 2");
    assertThat(library.title(1, "de")).isEqualTo("1 de 3");
  }

  @Test
  void cacheKey_onlyMarkedParametersCount() {
    assertThat(library.marked(1, "a")).isEqualTo("a 1");
    assertThat(library.marked(1, "b")).isEqualTo("a 1");
    assertThat(library.marked(2, "b")).isEqualTo("b 2");
  }

  @Test
  void defaultName_isClassMethodAndParameterTypes() {
    library.unnamed(7, new String[] {"x"});
    assertThat(app.get(CacheManager.class).getCacheNames())
        .contains("org.cinnabar.cdi.CacheResultTest$Library.unnamed(long,[Ljava.lang.String;)");
  }

  @Test
  void arrays_countByTheirElements() {
    assertThat(library.unnamed(7, new String[] {"x"})).isEqualTo(1);
    assertThat(library.unnamed(7, new String[] {"x"})).isEqualTo(1);
    assertThat(library.unnamed(7, new String[] {"y"})).isEqualTo(2);
  }

  @Test
  void nullResult_isNotCached() {
    assertThat(library.nothing(1)).isNull();
    assertThat(library.nothing(1)).isNull();
    assertThat(library.calls()).hasValue(2);
  }

  @Test
  void nullParameter_isAKeyLikeAnyOther() {
    assertThat(library.title(1, null)).isEqualTo("1 null 1");
    assertThat(library.title(1, null)).isEqualTo("1 null 1");
  }

  @Test
  void skipGet_callsAlwaysAndStores() {
    assertThat(library.fresh(1)).isEqualTo(1);
    assertThat(library.fresh(1)).isEqualTo(2);
    assertThat(library.sameAsFresh(1)).isEqualTo(2);
  }

  @Test
  void withoutExceptionCache_exceptionsAreNotCached() {
    for (int i = 1; i <= 2; i++) {
      assertThatThrownBy(() -> library.failing(new IOException("x"))).hasMessage("x");
      assertThat(library.calls()).hasValue(i);
    }
  }

  @Test
  void exceptionCache_throwsAgainWithoutCalling() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> library.failingCached("any", new IOException("x")))
          .isInstanceOf(IOException.class)
          .hasMessage("x");
    }
    assertThat(library.calls()).hasValue(1);
  }

  @Test
  void exceptionCache_throwsErrorsAgainToo() {
    assertCalls(1, () -> library.failingWith("9", new AssertionError("x")));
    assertCalls(1, () -> library.failingWith("10", new Throwable("x")));
  }

  @Test
  void cachedExceptions_onlyThoseAreCached() {
    assertCalls(1, () -> library.failingIo("1", new FileNotFoundException("x")));
    assertCalls(2, () -> library.failingIo("2", new IllegalStateException("x")));
  }

  @Test
  void nonCachedExceptions_allOthersAreCached() {
    assertCalls(2, () -> library.failingButIo("3", new FileNotFoundException("x")));
    assertCalls(1, () -> library.failingButIo("4", new IllegalStateException("x")));
  }

  @Test
  void bothExceptionLists_inOneAndNotInTheOther() {
    assertCalls(1, () -> library.failingIoButNotFound("5", new IOException("x")));
    assertCalls(2, () -> library.failingIoButNotFound("6", new FileNotFoundException("x")));
    assertCalls(2, () -> library.failingIoButNotFound("7", new IllegalStateException("x")));
  }

  @Test
  void skipGet_skipsTheExceptionCacheButFillsIt() {
    assertCalls(2, () -> library.failingFresh("8"));
    assertCalls(0, () -> library.failingCached("8", new IOException("other")));
  }

  private interface Call {
    Object run() throws Throwable;
  }

  private void assertCalls(int expected, Call call) {
    library.calls().set(0);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(call::run).hasMessage("x");
    }
    assertThat(library.calls()).hasValue(expected);
  }

  @ApplicationScoped
  static class Library {
    private final AtomicInteger calls = new AtomicInteger();

    AtomicInteger calls() {
      return calls;
    }

    @CacheResult(cacheName = "titles")
    public String title(long id, String language) {
      return id + " " + language + " " + calls.incrementAndGet();
    }

    @CacheResult(cacheName = "marked")
    public String marked(@CacheKey long id, String other) {
      return other + " " + calls.incrementAndGet();
    }

    @CacheResult
    public int unnamed(long id, String[] words) {
      return calls.incrementAndGet();
    }

    @CacheResult(cacheName = "nothing")
    public String nothing(int id) {
      calls.incrementAndGet();
      return null;
    }

    @CacheResult(cacheName = "fresh", skipGet = true)
    public int fresh(int id) {
      return calls.incrementAndGet();
    }

    @CacheResult(cacheName = "fresh")
    public int sameAsFresh(int id) {
      return calls.incrementAndGet();
    }

    @CacheResult(cacheName = "failing")
    public String failing(@CacheKey Exception e) throws Exception {
      return fail(e);
    }

    @CacheResult(cacheName = "failing", exceptionCacheName = "failures")
    public String failingCached(@CacheKey String key, Exception e) throws Exception {
      return fail(e);
    }

    @CacheResult(
        cacheName = "failing",
        exceptionCacheName = "failures",
        cachedExceptions = IOException.class)
    public String failingIo(@CacheKey String key, Exception e) throws Exception {
      return fail(e);
    }

    @CacheResult(
        cacheName = "failing",
        exceptionCacheName = "failures",
        nonCachedExceptions = IOException.class)
    public String failingButIo(@CacheKey String key, Exception e) throws Exception {
      return fail(e);
    }

    @CacheResult(
        cacheName = "failing",
        exceptionCacheName = "failures",
        cachedExceptions = IOException.class,
        nonCachedExceptions = FileNotFoundException.class)
    public String failingIoButNotFound(@CacheKey String key, Exception e) throws Exception {
      return fail(e);
    }

    @CacheResult(cacheName = "failing", exceptionCacheName = "failures", skipGet = true)
    public String failingFresh(String key) throws Exception {
      return fail(new IOException("x"));
    }

    @CacheResult(cacheName = "failing", exceptionCacheName = "failures")
    public String failingWith(@CacheKey String key, Throwable t) throws Throwable {
      calls.incrementAndGet();
      throw t;
    }

    private String fail(Exception e) throws Exception {
      calls.incrementAndGet();
      throw e;
    }
  }
}
