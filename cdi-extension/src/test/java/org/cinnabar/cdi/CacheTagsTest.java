package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.cinnabar.cdi.testing.App;
import org.cinnabar.cdi.testing.Redis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code @CacheTags}, on our own provider and a real server. */
class CacheTagsTest {
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
}
