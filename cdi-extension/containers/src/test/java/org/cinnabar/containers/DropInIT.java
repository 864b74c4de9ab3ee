package org.cinnabar.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.UUID;
import org.cinnabar.containers.web.Greeting;
import org.cinnabar.containers.web.GreetingServlet;
import org.cinnabar.containers.web.Greetings;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the README promises: one jar of ours in the WAR, an annotation on a method, and it caches.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("server")
class DropInIT {

  @Deployment(testable = false)
  static WebArchive application() {
    WebArchive war =
        Archives.web(Provider.CINNABAR, "drop-in")
            .addClasses(Greetings.class, Greeting.class, GreetingServlet.class);
    assertThat(war.getContent(path -> path.get().matches("/WEB-INF/lib/.+")).keySet())
        .extracting(path -> path.get().replaceAll("-[0-9].*", ""))
        .containsExactlyInAnyOrder("/WEB-INF/lib/cinnabar-drop-in", "/WEB-INF/lib/cache-api");
    return war;
  }

  @Test
  void greet_twice_runsOnce(@ArquillianResource URL base) {
    String name = "n" + UUID.randomUUID();
    String first = Http.get(base, "greet?name=" + name);
    assertThat(first).contains("Hello " + name);
    assertThat(Http.get(base, "greet?name=" + name)).isEqualTo(first);
    assertThat(Redis.keys()).contains("{greetings");
  }
}
