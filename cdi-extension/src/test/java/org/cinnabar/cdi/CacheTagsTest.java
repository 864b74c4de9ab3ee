package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.cinnabar.cdi.testing.App;
import org.cinnabar.cdi.testing.Redis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code @CacheTags}, on our own provider and a real server; and on a provider without tags. */
class CacheTagsTest {
  private static final String HERE = CacheTagsTest.class.getName() + "$";

  private Redis redis;

  @BeforeEach
  void prepare() throws Exception {
    redis = new Redis().start();
  }

  @AfterEach
  void stop() throws Exception {
    redis.close();
  }

  private App.Builder app(Class<?>... beans) {
    return App.builder()
        .beans(beans)
        .set("cinnabar.cdi.provider", App.CINNABAR)
        .set("cinnabar.redis", redis.uri())
        .set("cinnabar.deadline", "4s");
  }

  @Test
  void result_isStoredWithTags_ofWhichOneRemovesIt() {
    try (App app = app(Products.class).start()) {
      Products products = app.get(Products.class);
      assertThat(products.find(1, 7)).isEqualTo("1 of 7, 1");
      assertThat(products.find(2, 8)).isEqualTo("2 of 8, 2");
      assertThat(products.find(1, 7)).isEqualTo("1 of 7, 1");
      products.brandChanged(7);

      assertThat(products.find(2, 8)).isEqualTo("2 of 8, 2");
      assertThat(products.find(1, 7)).isEqualTo("1 of 7, 3");
      products.catalogueChanged();
      assertThat(products.find(2, 8)).isEqualTo("2 of 8, 4");
      assertThat(products.find(1, 7)).isEqualTo("1 of 7, 5");
      assertThat(app.get(CacheErrors.class).count()).isZero();
    }
  }

  @Test
  void put_isStoredWithTags() {
    try (App app = app(Products.class).start()) {
      Products products = app.get(Products.class);
      products.store(1, "put", "a$1{x}");
      assertThat(products.find(1, 7)).isEqualTo("put");
      products.supplierChanged("b");
      assertThat(products.find(1, 7)).isEqualTo("put");
      products.supplierChanged("a$1{x}");
      assertThat(products.find(1, 7)).isEqualTo("1 of 7, 1");
    }
  }

  @Test
  void removal_afterAnExceptionThatDoesNotCount_leavesAll() {
    try (App app = app(Products.class).start()) {
      Products products = app.get(Products.class);
      products.find(1, 7);
      assertThatThrownBy(() -> products.failing(7)).isInstanceOf(IllegalStateException.class);
      assertThat(products.find(1, 7)).isEqualTo("1 of 7, 1");
    }
  }

  @Test
  void providerWithoutTags_isAMistake() {
    assertThat(messageOf(App.builder().beans(Products.class)))
        .contains(
            "Products.find(long, int) has @CacheTags, but the caches of "
                + App.CAFFEINE
                + " have no tags");
  }

  @Test
  void mistakes_areAllReported() {
    assertThat(messageOf(app(Wrong.class)))
        .contains("Cinnabar found 6 mistakes:")
        .contains(HERE + "Wrong.noSuch(int) has the tag \"t{1}\", but 1 parameters")
        .contains(HERE + "Wrong.named(int) has the tag \"{id}\"; write text, and {0}")
        .contains(HERE + "Wrong.open(int) has the tag \"a{\"")
        .contains(HERE + "Wrong.empty(int) has the tag \"\"")
        .contains(HERE + "Wrong.remove(int) has @CacheTags, which @CacheRemove doesn't use")
        .contains(HERE + "Wrong.alone(int) has @CacheTags but no cache annotation");
  }

  private static String messageOf(App.Builder app) {
    StringBuilder text = new StringBuilder();
    Throwable failure = catchThrowable(() -> app.start().close());
    assertThat(failure).isNotNull();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t.getMessage()).append('\n');
    }
    return text.toString();
  }

  @ApplicationScoped
  @CacheDefaults(cacheName = "products")
  static class Products {
    private final AtomicInteger calls = new AtomicInteger();

    @CacheResult
    @CacheTags({"catalogue", "brand:{1}"})
    public String find(@CacheKey long id, int brand) {
      return id + " of " + brand + ", " + calls.incrementAndGet();
    }

    @CachePut
    @CacheTags({"supplier:{2}"})
    public void store(@CacheKey long id, @CacheValue String value, String supplier) {}

    @CacheRemoveAll
    @CacheTags("brand:{0}")
    public void brandChanged(int brand) {}

    @CacheRemoveAll
    @CacheTags("brand:{0}")
    public void failing(int brand) {
      throw new IllegalStateException("no brand " + brand);
    }

    @CacheRemoveAll
    @CacheTags("catalogue")
    public void catalogueChanged() {}

    @CacheRemoveAll
    @CacheTags("supplier:{0}")
    public void supplierChanged(String supplier) {}
  }

  @ApplicationScoped
  static class Wrong {
    @CacheResult
    @CacheTags("t{1}")
    public String noSuch(int id) {
      return "";
    }

    @CacheResult
    @CacheTags("{id}")
    public String named(int id) {
      return "";
    }

    @CacheResult
    @CacheTags("a{")
    public String open(int id) {
      return "";
    }

    @CacheResult
    @CacheTags("")
    public String empty(int id) {
      return "";
    }

    @CacheRemove
    @CacheTags("t")
    public void remove(int id) {}

    @CacheTags("t")
    public void alone(int id) {}
  }
}
