package org.cinnabar.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.cinnabar.containers.mistakes.Broken;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application with mistakes isn't deployed; all are reported at once, each with its remedy. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DeploymentMistakesIT {
  private static final String BROKEN = "broken";

  @ArquillianResource private Deployer deployer;

  @Deployment(name = BROKEN, managed = false, testable = false)
  static Archive<?> broken() {
    if (Container.isServer()) {
      return Archives.web(Provider.CINNABAR, BROKEN)
          .addPackages(false, Broken.class.getPackage())
          .addAsWebInfResource(Archives.beans("annotated"), "beans.xml");
    }
    return Archives.beanArchive(BROKEN)
        .addPackages(false, Broken.class.getPackage())
        .addAsManifestResource(Archives.beans("annotated"), "beans.xml");
  }

  @Test
  void deploy_mistakes_areAllReportedWithTheirRemedies() {
    try (ContainerLog log = ContainerLog.fromNow()) {
      Throwable failure = catchThrowable(() -> deployer.deploy(BROKEN));
      assertThat(failure).as("the deployment").isNotNull();
      String told = messages(failure) + log.text();
      assertThat(told).contains("Cinnabar found 11 mistakes:");
      assertThat(told).contains(mistakes());
    } finally {
      deployer.undeploy(BROKEN);
    }
  }

  private static List<String> mistakes() {
    return List.of(
            "resultless(String) returns nothing that @CacheResult could store; return a value.",
            "valueless(String) has no value to put; annotate one parameter with @CacheValue.",
            "twoValues(String, String, String) has several parameters with @CacheValue; keep one.",
            "keyIsValue(String, String) has a parameter with both @CacheKey and @CacheValue; keep"
                + " one of the two.",
            "valueWithoutPut(String, String) has a parameter with @CacheValue, which only @CachePut"
                + " uses; remove it.",
            "keyWithoutUse(String) has a parameter with @CacheKey, but @CacheRemoveAll has no key;",
            "twoAnnotations(String) has @CacheRemove and @CacheRemoveAll, of which one is allowed;",
            "unmakeable(String) names org.cinnabar.containers.mistakes.Broken$Unmakeable, which"
                + " can't be used",
            "hidden(String) has @CacheResult but is private, so it can't be intercepted; remove"
                + " private.",
            "shared(String) has @CacheResult but is static, so it can't be intercepted; remove"
                + " static.",
            "stray(String) has @CacheKey or @CacheValue on a parameter but no cache annotation; add"
                + " one")
        .stream()
        .map(mistake -> Broken.class.getName() + "." + mistake)
        .toList();
  }

  private static String messages(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t).append('\n');
    }
    return text.toString();
  }
}
