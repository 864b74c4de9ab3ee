package org.cinnabar.examples.web.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cinnabar.examples.web.launcher.ShopClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The annotations do what they say, on a real server with a real database and a real Redis. */
@ExtendWith(SharedDemo.class)
class ShopIT {

  private static final int CUSTOMER = 17;
  private static final Pattern CATEGORY = Pattern.compile("\"category\":(\\d+)");
  private static final Pattern ALSO_BOUGHT =
      Pattern.compile("\"alsoBought\":\\[\\{\"product\":(\\d+)");

  private final ShopClient shop;

  ShopIT(ShopClient shop) {
    this.shop = shop;
  }

  @BeforeEach
  void emptyCaches() throws Exception {
    shop.succeed("DELETE", "caches");
  }

  @AfterEach
  void startRedis() throws Exception {
    shop.succeed("POST", "redis/start");
    await().until(this::secondAnswerIsCached);
  }

  @Test
  void cachedAnswer_equalsUncached() throws Exception {
    for (int customer = 1; customer <= 30; customer++) {
      Answer uncached = shop.uncached(customer);
      Answer first = shop.cached(customer);
      Answer second = shop.cached(customer);
      assertThat(first.body()).isEqualTo(uncached.body());
      assertThat(second.body()).isEqualTo(uncached.body());
      assertThat(uncached.queries()).isEqualTo(6);
      assertThat(first.queries()).isBetween(2, 6);
      assertThat(second.queries()).isZero();
    }
  }

  @Test
  void customersOfOneCategory_shareItsLists() throws Exception {
    Map<String, Integer> customers = new HashMap<>();
    for (int customer = 1; ; customer++) {
      Integer before = customers.put(category(shop.uncached(customer)), customer);
      if (before != null) {
        assertThat(shop.cached(before).queries()).isEqualTo(6);
        assertThat(shop.cached(customer).queries()).isEqualTo(2);
        return;
      }
    }
  }

  @Test
  void changedPrice_showsAtOnce() throws Exception {
    String product = alsoBought(shop.cached(CUSTOMER));
    for (int cents : new int[] {4711, 815}) {
      shop.succeed("PUT", "products/" + product + "/price/" + cents);
      Answer cached = shop.cached(CUSTOMER);
      assertThat(cached.queries()).isZero();
      assertThat(cached.body())
          .containsPattern(
              "\"product\":%s,\"name\":\"[^\"]+\",\"priceCents\":%d,".formatted(product, cents))
          .isEqualTo(shop.uncached(CUSTOMER).body());
    }
  }

  @Test
  void purchase_takesTheProductOffTheCustomersList() throws Exception {
    String product = alsoBought(shop.cached(CUSTOMER));
    shop.cached(CUSTOMER + 1);
    shop.succeed("POST", "customers/" + CUSTOMER + "/purchases/" + product);
    Answer cached = shop.cached(CUSTOMER);
    assertThat(cached.queries()).isEqualTo(2);
    assertThat(alsoBought(cached)).isNotEqualTo(product);
    assertThat(shop.cached(CUSTOMER + 1).queries()).isZero();
  }

  @Test
  void eviction_emptiesOneCacheOrAll() throws Exception {
    shop.cached(CUSTOMER);
    for (String cache :
        new String[] {
          "tastes", "also-bought", "best-sellers", "trending", "best-rated", "price-lists"
        }) {
      shop.succeed("DELETE", "caches/" + cache);
      assertThat(shop.cached(CUSTOMER).queries()).as(cache).isEqualTo(1);
    }
    shop.succeed("DELETE", "caches");
    assertThat(shop.cached(CUSTOMER).queries()).isEqualTo(6);
  }

  @Test
  void state_saysWhatIsCached() throws Exception {
    shop.succeed("DELETE", "state");
    shop.cached(CUSTOMER);
    shop.cached(CUSTOMER);
    shop.uncached(CUSTOMER);
    assertThat(shop.send("GET", "state").body())
        .contains("\"redis\":true")
        .contains("{\"name\":\"tastes\",\"entries\":1,\"more\":false,\"keys\":[\"[17]\"]}")
        .containsPattern(
            "\"cached\":\\{\"requests\":2,\"median\":[\\d.]+,\"queriesPerRequest\":3.0")
        .containsPattern(
            "\"uncached\":\\{\"requests\":1,\"median\":[\\d.]+,\"queriesPerRequest\":6.0");
  }

  @Test
  void stoppedRedis_isDoneWithout() throws Exception {
    String before = shop.cached(CUSTOMER).body();
    shop.succeed("POST", "redis/stop");
    for (int i = 0; i < 3; i++) {
      Answer without = shop.cached(CUSTOMER);
      assertThat(without.body()).isEqualTo(before);
      assertThat(without.queries()).isEqualTo(6);
    }
    assertThat(shop.send("GET", "state").body()).contains("\"redis\":false", "\"caches\":[]");
    shop.succeed("DELETE", "caches");
    shop.succeed("POST", "redis/start");
    await().atMost(Duration.ofSeconds(20)).until(this::secondAnswerIsCached);
    assertThat(shop.cached(CUSTOMER).body()).isEqualTo(before);
  }

  @Test
  void badInput_isRefusedWithTheReason() throws Exception {
    assertThat(shop.send("GET", "customers/20001/recommendations"))
        .isEqualTo(new Answer(404, "There is no customer 20001", -1));
    assertThat(shop.send("PUT", "products/4001/price/100"))
        .isEqualTo(new Answer(404, "There is no product 4001", -1));
    assertThat(shop.send("POST", "customers/1/purchases/4001"))
        .isEqualTo(new Answer(404, "There is no customer 1, or no product 4001", -1));
    assertThat(shop.send("PUT", "products/1/price/0"))
        .isEqualTo(new Answer(400, "A price is 1 to 10000000 cents, not 0", -1));
    assertThat(shop.send("DELETE", "caches/tasts"))
        .isEqualTo(new Answer(404, "There is no cache tasts", -1));
  }

  private boolean secondAnswerIsCached() throws IOException, InterruptedException {
    shop.cached(CUSTOMER);
    return shop.cached(CUSTOMER).queries() == 0;
  }

  private static String category(Answer answer) {
    return found(CATEGORY, answer);
  }

  /** The product that is first among those that others bought. */
  private static String alsoBought(Answer answer) {
    return found(ALSO_BOUGHT, answer);
  }

  private static String found(Pattern pattern, Answer answer) {
    Matcher matcher = pattern.matcher(answer.body());
    assertThat(matcher.find()).as(answer.body()).isTrue();
    return matcher.group(1);
  }
}
