package org.cinnabar.examples.web.launcher;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window, as this machine has it installed: nothing is downloaded. */
final class Browser {

  private Browser() {}

  /** Starts it; skips the test where there is none, unless {@code browser.required} is set. */
  static ChromeDriver start() {
    Optional<File> chromium = command("chromium", "chromium-browser", "google-chrome");
    Optional<File> driver = command("chromedriver");
    if (chromium.isEmpty() || driver.isEmpty()) {
      missing(
          "The page is tested in Chromium: install chromium and chromedriver (Debian: chromium-driver)");
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
    // Without its sandbox: Chromium refuses to run as root with it, as in many a container.
    options.addArguments("--headless=new", "--no-sandbox", "--window-size=1280,1500", "--lang=en");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.orElseThrow()).build();
    return new ChromeDriver(service, options);
  }

  private static void missing(String message) {
    if (Boolean.getBoolean("browser.required")) {
      fail(message);
    }
    abort(message);
  }

  private static Optional<File> command(String... names) {
    List<String> directories =
        Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    return Arrays.stream(names)
        .flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .map(Path::toFile)
        .findFirst();
  }
}
