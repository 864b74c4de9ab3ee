package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.testing.App;
import org.cinnabar.cdi.testing.Redis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On our own provider and a real server, which is also stopped. */
class CinnabarProviderTest {
  private Redis redis;

  @BeforeEach
  void prepare() throws Exception {
    redis = new Redis();
  }

  @AfterEach
  void stop() throws Exception {
    redis.close();
  }

  private App.Builder app() {
    return App.builder()
        .beans(Orders.class)
        .set("cinnabar.cdi.provider", App.CINNABAR)
        .set("cinnabar.redis", redis.uri())
        .set("cinnabar.deadline", "4s");
  }

  @Test
  void results_outliveTheApplication() throws Exception {
    redis.start();
    try (App app = app().start()) {
      assertThat(app.get(Orders.class).find(1, List.of("a"), new int[] {2})).isEqualTo("order 1");
    }
    try (App app = app().start()) {
      Orders orders = app.get(Orders.class);
      assertThat(orders.find(1, List.of("a"), new int[] {2})).isEqualTo("order 1");
      assertThat(orders.calls()).hasValue(0);
      assertThat(orders.find(1, List.of("a"), new int[] {3})).isEqualTo("order 1");
      assertThat(orders.calls()).hasValue(1);
      assertThat(app.get(CacheErrors.class).count()).isZero();
    }
  }

  @Test
  void exceptions_areThrownAgainFromTheServer() throws Exception {
    redis.start();
    try (App app = app().start()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> app.get(Orders.class).failing(1))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("no order 1");
      }
      assertThat(app.get(Orders.class).calls()).hasValue(1);
    }
  }

  @Test
  void applicationStartsWithoutTheServer_andUsesItOnceItIsThere() throws Exception {
    try (App app = app().start()) {
      Orders orders = app.get(Orders.class);
      assertThat(orders.find(1, List.of(), new int[0])).isEqualTo("order 1");
      assertThat(app.get(CacheErrors.class).count("orders")).isEqualTo(1);
      redis.start();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                int before = orders.calls().get();
                orders.find(1, List.of(), new int[0]);
                return orders.calls().get() == before;
              });
    }
  }

  @Test
  void stoppedServer_isBypassed_andCounted() throws Exception {
    redis.start();
    try (App app = app().start()) {
      Orders orders = app.get(Orders.class);
      CacheErrors errors = app.get(CacheErrors.class);
      orders.find(1, List.of(), new int[0]);
      redis.close();
      assertThat(orders.find(1, List.of(), new int[0])).isEqualTo("order 1");
      assertThat(orders.calls()).hasValue(2);
      orders.forget(1, List.of(), new int[0]);
      assertThat(errors.count("orders")).isEqualTo(2);
      assertThat(errors.count()).isEqualTo(2);
      assertThat(errors.count("unknown")).isZero();
    }
  }

  @Test
  void stoppedServer_failsTheCall_whereThatIsSet() throws Exception {
    redis.start();
    try (App app = app().set("cinnabar.cdi.on-cache-error", "fail").start()) {
      Orders orders = app.get(Orders.class);
      orders.find(1, List.of(), new int[0]);
      redis.close();
      assertThatThrownBy(() -> orders.find(1, List.of(), new int[0]))
          .isInstanceOf(CacheException.class);
      assertThat(orders.calls()).hasValue(1);
      assertThat(app.get(CacheErrors.class).count()).isEqualTo(1);
    }
  }

  @Test
  void settings_reachTheManager() throws Exception {
    redis.start();
    try (App app =
        app()
            .set("cinnabar.caches.orders.partitions", "4")
            .set("cinnabar.caches.orders.expiry.created", "1h")
            .start()) {
      assertThat(app.get(Orders.class).cache().getCacheManager().getProperties())
          .containsEntry("cinnabar.caches.orders.partitions", "4")
          .containsEntry("cinnabar.caches.orders.expiry.created", "1h");
    }
  }

  @ApplicationScoped
  static class Orders {
    @Inject
    @CacheName("orders")
    private Cache<Object, Object> cache;

    private final AtomicInteger calls = new AtomicInteger();

    Cache<Object, Object> cache() {
      return cache;
    }

    AtomicInteger calls() {
      return calls;
    }

    @CacheResult(cacheName = "orders")
    public String find(long id, List<String> tags, int[] numbers) {
      calls.incrementAndGet();
      return "order " + id;
    }

    @CacheResult(cacheName = "orders", exceptionCacheName = "order-failures")
    public String failing(@CacheKey long id) {
      calls.incrementAndGet();
      throw new IllegalStateException("no order " + id);
    }

    @CacheRemove(cacheName = "orders")
    public void forget(long id, List<String> tags, int[] numbers) {}
  }
}
