package org.cinnabar.examples.web.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The page as a visitor sees it. Leaves a picture of each test in {@code target/pages}. */
@ExtendWith(SharedDemo.class)
class PageIT {

  private static final Path PICTURES = Path.of("target/pages");

  private final ShopClient shop;
  private ChromeDriver browser;

  PageIT(ShopClient shop) {
    this.shop = shop;
  }

  @BeforeEach
  void open() throws Exception {
    browser = Browser.start();
    shop.succeed("POST", "redis/start");
    shop.succeed("DELETE", "caches");
    shop.succeed("DELETE", "state");
    browser.get(shop.url());
    eventually("redis-text", "Redis is running");
  }

  @AfterEach
  void close(TestInfo test) throws Exception {
    if (browser == null) {
      return;
    }
    try {
      picture(test.getTestMethod().orElseThrow().getName());
      assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    } finally {
      browser.quit();
      shop.succeed("POST", "redis/start");
    }
  }

  @Test
  void visitors_showWhatTheCacheIsWorth() {
    click("visitors");
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              assertThat(figure("uncached", "requests")).isEqualTo("40");
              assertThat(figure("cached", "requests")).isEqualTo("400");
            });
    click("another");
    eventually("cost", "with the cache");
    assertThat(figure("uncached", "queries")).isEqualTo("6.00");
    assertThat(Double.parseDouble(figure("cached", "queries"))).isBetween(0.1, 2.0);
    assertThat(text("faster")).matches("[\\d.]+ ×");
    assertThat(text("saved")).matches("[\\d.]+ %");
    assertThat(text("hit-rate")).matches("[\\d.]+ %");
    assertThat(browser.findElements(By.cssSelector("#chart circle.cached"))).hasSizeGreaterThan(30);
  }

  @Test
  void recommendations_withAndWithoutTheCache() {
    ask(false, "with 6 queries, without the cache");
    assertThat(text("whose")).isEqualTo("Recommendations for Noor Lindt, customer 17");
    assertThat(browser.findElements(By.cssSelector("#lists .card"))).hasSize(4);
    assertThat(browser.findElements(By.cssSelector("#lists li"))).hasSize(20);
    ask(true, "with 6 queries, with the cache");
    ask(true, "with 0 queries, with the cache");
    await().untilAsserted(() -> assertThat(row("tastes")).contains("by customer", "1", "[17]"));
  }

  @Test
  void changedPrice_isShownFromTheCache() {
    ask(true, "with the cache");
    WebElement price = browser.findElement(By.cssSelector("#lists li button.link"));
    String product = price.findElement(By.xpath("ancestor::li")).getDomAttribute("data-product");
    price.click();
    WebElement value = browser.findElement(By.id("price-value"));
    value.clear();
    value.sendKeys("47.11");
    click("price-save");
    await()
        .untilAsserted(
            () -> {
              List<WebElement> items =
                  browser.findElements(
                      By.cssSelector("li.changed[data-product='" + product + "']"));
              assertThat(items)
                  .isNotEmpty()
                  .allSatisfy(li -> assertThat(li.getText()).contains("€47.11"));
            });
    assertThat(text("cost")).contains("with 0 queries, with the cache");
  }

  @Test
  void purchase_removesTheProductFromTheList() {
    ask(true, "with the cache");
    By first = By.cssSelector("#lists .card:first-child li:first-child");
    String product = browser.findElement(first).getDomAttribute("data-product");
    browser.findElement(first).findElement(By.cssSelector("button.small")).click();
    eventually("cost", "with 2 queries, with the cache");
    assertThat(browser.findElement(first).getDomAttribute("data-product")).isNotEqualTo(product);
  }

  @Test
  void evictions_emptyTheCaches() {
    ask(true, "with 6 queries, with the cache");
    await().untilAsserted(() -> assertThat(row("trending")).contains("1"));
    await()
        .ignoreException(StaleElementReferenceException.class)
        .untilAsserted(
            () -> browser.findElement(By.cssSelector("tr[data-cache=trending] button")).click());
    await().untilAsserted(() -> assertThat(entries("trending")).isEqualTo("0"));
    assertThat(entries("tastes")).isEqualTo("1");
    ask(true, "with 1 query, with the cache");
    click("evict-all");
    await().untilAsserted(() -> assertThat(entries("tastes")).isEqualTo("0"));
    ask(true, "with 6 queries, with the cache");
  }

  @Test
  void stoppedRedis_showsAndDoesNotStopTheShop() throws IOException {
    ask(true, "with the cache");
    click("redis-switch");
    eventually("redis-text", "Redis is stopped: no cache");
    await().until(() -> browser.findElement(By.id("away")).isDisplayed());
    ask(true, "with 6 queries, with the cache");
    picture("whileRedisIsStopped");
    click("redis-switch");
    eventually("redis-text", "Redis is running");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              click("ask-cached");
              await().until(() -> browser.findElement(By.id("ask-cached")).isEnabled());
              return text("cost").contains("with 0 queries, with the cache");
            });
  }

  @Test
  void unknownCustomer_isSaid() {
    browser.executeScript("document.getElementById('customer').value = 20001");
    click("ask-cached");
    eventually("error", "There is no customer 20001");
    browser.manage().logs().get(LogType.BROWSER);
  }

  private void picture(String name) throws IOException {
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  private void ask(boolean cache, String cost) {
    click(cache ? "ask-cached" : "ask-uncached");
    eventually("cost", cost);
  }

  /** Clicks when the button's last action is over. */
  private void click(String id) {
    await().until(() -> browser.findElement(By.id(id)).isEnabled());
    browser.findElement(By.id(id)).click();
  }

  private void eventually(String id, String text) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(text(id)).contains(text));
  }

  private String text(String id) {
    return shown("#" + id);
  }

  /** What an element shows, read in one step: the page draws parts of itself anew all the time. */
  private String shown(String selector) {
    Object text =
        browser.executeScript(
            "return document.querySelector(arguments[0])?.innerText ?? ''", selector);
    return String.valueOf(text);
  }

  private String figure(String card, String name) {
    return shown("#" + card + " [data-figure=" + name + "]");
  }

  private String row(String cache) {
    return shown("tr[data-cache=" + cache + "]");
  }

  private String entries(String cache) {
    return shown("tr[data-cache=" + cache + "] td.number");
  }
}
