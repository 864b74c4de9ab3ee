package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code @CachePut}, {@code @CacheRemove} and {@code @CacheRemoveAll}, member by member. */
class CacheChangesTest {
  private static final ParameterKey ONE = ParameterKey.of(1);

  private App app;
  private Shelf shelf;
  private Cache<Object, Object> cache;

  @BeforeEach
  void start() {
    app = App.of(Shelf.class);
    shelf = app.get(Shelf.class);
    cache = shelf.cache();
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void put_storesTheValueAfterTheCall() throws Exception {
    shelf.put(1, "a", null);
    assertThat(cache.get(ONE)).isEqualTo("a");
    assertThat(shelf.seen()).containsExactly(false);
  }

  @Test
  void putBefore_storesBeforeTheCall_whateverItThrows() throws Exception {
    assertThatThrownBy(() -> shelf.putBefore(1, "a", new IOException("x"))).hasMessage("x");
    assertThat(cache.get(ONE)).isEqualTo("a");
    assertThat(shelf.seen()).containsExactly(true);
  }

  @Test
  void putOfNull_removesWhatWasThere() throws Exception {
    cache.put(ONE, "old");
    shelf.put(1, null, null);
    assertThat(cache.containsKey(ONE)).isFalse();
  }

  @Test
  void putWithoutKeyParameters_isTheOneEntryOfAResultWithoutParameters() {
    shelf.setMotto("a");
    assertThat(cache.get(ParameterKey.of())).isEqualTo("a");
    assertThat(shelf.motto()).isEqualTo("a");
  }

  @Test
  void putAfterAnException_followsTheLists() {
    assertPuts(false, e -> shelf.put(1, "a", e), new IOException());
    assertPuts(true, e -> shelf.putForIo(1, "a", e), new IOException());
    assertPuts(false, e -> shelf.putForIo(1, "a", e), new IllegalStateException());
    assertPuts(false, e -> shelf.putButIo(1, "a", e), new IOException());
    assertPuts(true, e -> shelf.putButIo(1, "a", e), new IllegalStateException());
    assertPuts(true, e -> shelf.putForIoButNotFound(1, "a", e), new IOException());
    assertPuts(false, e -> shelf.putForIoButNotFound(1, "a", e), new FileNotFoundException());
    assertPuts(false, e -> shelf.putForIoButNotFound(1, "a", e), new IllegalStateException());
  }

  @Test
  void remove_removesTheEntryAfterTheCall() throws Exception {
    fill();
    shelf.remove(1, null);
    assertThat(cache.containsKey(ONE)).isFalse();
    assertThat(cache.containsKey(ParameterKey.of(2))).isTrue();
    assertThat(shelf.seen()).containsExactly(true);
  }

  @Test
  void removeBefore_removesBeforeTheCall_whateverItThrows() {
    fill();
    assertThatThrownBy(() -> shelf.removeBefore(1, new IOException("x"))).hasMessage("x");
    assertThat(cache.containsKey(ONE)).isFalse();
    assertThat(shelf.seen()).containsExactly(false);
  }

  @Test
  void removeAfterAnException_followsTheLists() {
    assertRemoves(false, e -> shelf.remove(1, e), new IOException());
    assertRemoves(true, e -> shelf.removeForIo(1, e), new IOException());
    assertRemoves(false, e -> shelf.removeForIo(1, e), new IllegalStateException());
    assertRemoves(false, e -> shelf.removeButIo(1, e), new IOException());
    assertRemoves(true, e -> shelf.removeButIo(1, e), new IllegalStateException());
  }

  @Test
  void removeAll_emptiesTheCacheAfterTheCall() throws Exception {
    fill();
    shelf.removeAll(null);
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(shelf.seen()).containsExactly(true);
  }

  @Test
  void removeAllBefore_emptiesTheCacheBeforeTheCall_whateverItThrows() {
    fill();
    assertThatThrownBy(() -> shelf.removeAllBefore(new IOException("x"))).hasMessage("x");
    assertThat(cache.iterator().hasNext()).isFalse();
    assertThat(shelf.seen()).containsExactly(false);
  }

  @Test
  void removeAllAfterAnException_followsTheLists() {
    assertRemoves(false, e -> shelf.removeAll(e), new IOException());
    assertRemoves(true, e -> shelf.removeAllForIo(e), new IOException());
    assertRemoves(false, e -> shelf.removeAllForIo(e), new IllegalStateException());
    assertRemoves(false, e -> shelf.removeAllButIo(e), new IOException());
    assertRemoves(true, e -> shelf.removeAllButIo(e), new IllegalStateException());
  }

  private void fill() {
    cache.put(ONE, "old");
    cache.put(ParameterKey.of(2), "old");
  }

  private interface Failing {
    void call(Exception e) throws Exception;
  }

  private void assertPuts(boolean expected, Failing call, Exception thrown) {
    cache.clear();
    assertThatThrownBy(() -> call.call(thrown)).isSameAs(thrown);
    assertThat(cache.containsKey(ONE)).as("put after %s", thrown).isEqualTo(expected);
  }

  private void assertRemoves(boolean expected, Failing call, Exception thrown) {
    fill();
    assertThatThrownBy(() -> call.call(thrown)).isSameAs(thrown);
    assertThat(cache.containsKey(ONE)).as("kept after %s", thrown).isEqualTo(!expected);
  }

  @ApplicationScoped
  @CacheDefaults(cacheName = "shelf")
  static class Shelf {
    @Inject
    @CacheName("shelf")
    private Cache<Object, Object> cache;

    private final List<Boolean> seen = new ArrayList<>();

    Cache<Object, Object> cache() {
      return cache;
    }

    /** Whether the entry was there when the method ran, for each call. */
    List<Boolean> seen() {
      return seen;
    }

    private void run(Exception e) throws Exception {
      seen.add(cache.containsKey(ONE));
      if (e != null) {
        throw e;
      }
    }

    @CachePut
    public void setMotto(@CacheValue String motto) {}

    @CacheResult
    public String motto() {
      return "none";
    }

    @CachePut
    public void put(@CacheKey int id, @CacheValue String value, Exception e) throws Exception {
      run(e);
    }

    @CachePut(afterInvocation = false)
    public void putBefore(@CacheKey int id, @CacheValue String value, Exception e)
        throws Exception {
      run(e);
    }

    @CachePut(cacheFor = IOException.class)
    public void putForIo(@CacheKey int id, @CacheValue String value, Exception e) throws Exception {
      run(e);
    }

    @CachePut(noCacheFor = IOException.class)
    public void putButIo(@CacheKey int id, @CacheValue String value, Exception e) throws Exception {
      run(e);
    }

    @CachePut(cacheFor = IOException.class, noCacheFor = FileNotFoundException.class)
    public void putForIoButNotFound(@CacheKey int id, @CacheValue String value, Exception e)
        throws Exception {
      run(e);
    }

    @CacheRemove
    public void remove(@CacheKey int id, Exception e) throws Exception {
      run(e);
    }

    @CacheRemove(afterInvocation = false)
    public void removeBefore(@CacheKey int id, Exception e) throws Exception {
      run(e);
    }

    @CacheRemove(evictFor = IOException.class)
    public void removeForIo(@CacheKey int id, Exception e) throws Exception {
      run(e);
    }

    @CacheRemove(noEvictFor = IOException.class)
    public void removeButIo(@CacheKey int id, Exception e) throws Exception {
      run(e);
    }

    @CacheRemoveAll
    public void removeAll(Exception e) throws Exception {
      run(e);
    }

    @CacheRemoveAll(afterInvocation = false)
    public void removeAllBefore(Exception e) throws Exception {
      run(e);
    }

    @CacheRemoveAll(evictFor = IOException.class)
    public void removeAllForIo(Exception e) throws Exception {
      run(e);
    }

    @CacheRemoveAll(noEvictFor = IOException.class)
    public void removeAllButIo(Exception e) throws Exception {
      run(e);
    }
  }
}
