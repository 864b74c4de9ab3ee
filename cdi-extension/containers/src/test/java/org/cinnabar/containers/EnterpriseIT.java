package org.cinnabar.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.UUID;
import org.cinnabar.containers.web.Greeting;
import org.cinnabar.containers.web.GreetingEjb;
import org.cinnabar.containers.web.GreetingResource;
import org.cinnabar.containers.web.RestApplication;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Annotated methods of what is no plain CDI bean: REST resources and enterprise beans. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("server")
class EnterpriseIT {
  @ArquillianResource private URL base;
  private String name = "";

  @Deployment(testable = false)
  static WebArchive application() {
    return Archives.web(Provider.CINNABAR, "enterprise")
        .addClasses(
            Greeting.class, GreetingEjb.class, GreetingResource.class, RestApplication.class)
        .addAsWebInfResource(Archives.beans("annotated"), "beans.xml");
  }

  @BeforeEach
  void chooseName() {
    name = "n" + UUID.randomUUID();
  }

  @Test
  void resource_getTwice_runsOnce() {
    String first = Http.get(base, "rest/greetings/" + name);
    assertThat(first).startsWith("Hello " + name);
    assertThat(Http.get(base, "rest/greetings/" + name)).isEqualTo(first);
  }

  @Test
  void resource_delete_forgets() {
    String first = Http.get(base, "rest/greetings/" + name);
    Http.delete(base, "rest/greetings/" + name);
    assertThat(Http.get(base, "rest/greetings/" + name)).isNotEqualTo(first);
  }

  @Test
  void ejb_calledTwice_runsOnce() {
    String first = Http.get(base, "rest/ejb/" + name);
    assertThat(first).contains("Hello " + name);
    assertThat(Http.get(base, "rest/ejb/" + name)).isEqualTo(first);
  }
}
