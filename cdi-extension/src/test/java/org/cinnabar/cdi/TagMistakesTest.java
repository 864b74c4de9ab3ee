package org.cinnabar.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.cinnabar.cdi.testing.App;
import org.junit.jupiter.api.Test;

/** What can't be meant with {@code @CacheTags} stops the deployment. */
class TagMistakesTest {
  private static final String HERE = TagMistakesTest.class.getName() + "$";

  @Test
  void providerWithoutTags_isAMistake() {
    assertThat(MistakesTest.messageOf(App.builder().beans(CacheTagsTest.Products.class)))
        .contains(
            "Products.find(long, int) has @CacheTags, but the caches of "
                + App.CAFFEINE
                + " have no tags");
  }

  @Test
  void mistakes_areAllReported() {
    assertThat(
            MistakesTest.messageOf(
                App.builder().beans(Wrong.class).set("cinnabar.cdi.provider", App.CINNABAR)))
        .contains("Cinnabar found 6 mistakes:")
        .contains(HERE + "Wrong.noSuch(int) has the tag \"t{1}\", but 1 parameters")
        .contains(HERE + "Wrong.named(int) has the tag \"{id}\"; write text, and {0}")
        .contains(HERE + "Wrong.open(int) has the tag \"a{\"")
        .contains(HERE + "Wrong.empty(int) has the tag \"\"")
        .contains(HERE + "Wrong.remove(int) has @CacheTags, which @CacheRemove doesn't use")
        .contains(HERE + "Wrong.alone(int) has @CacheTags but no cache annotation");
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
