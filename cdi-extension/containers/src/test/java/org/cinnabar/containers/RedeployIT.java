package org.cinnabar.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.cinnabar.containers.redeploy.Marker;
import org.cinnabar.containers.redeploy.OccupyServlet;
import org.cinnabar.containers.redeploy.ProbeServlet;
import org.cinnabar.containers.redeploy.RedeployedServlet;
import org.cinnabar.containers.web.Greeting;
import org.cinnabar.containers.web.Greetings;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Twenty deployments leave nothing behind: no class loader, thread, connection or MBean. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@Tag("server")
class RedeployIT {
  private static final int CYCLES = 20;

  /** More than a server has threads for requests here. */
  private static final int REQUESTS = 64;

  private static final String APPLICATION = "redeployed";
  private static final String NEXT = "next";
  private static final String MARKER = Marker.class.getName();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ArquillianResource private Deployer deployer;

  @Deployment(name = "probe", testable = false)
  static WebArchive probe() {
    return ShrinkWrap.create(WebArchive.class, "probe.war")
        .addClasses(ProbeServlet.class, OccupyServlet.class);
  }

  @Deployment(name = APPLICATION, managed = false, testable = false)
  static WebArchive application() {
    return Archives.web(Provider.CINNABAR, APPLICATION)
        .addClasses(RedeployedServlet.class, Marker.class, Greetings.class, Greeting.class)
        .addAsWebInfResource(Archives.beans("annotated"), "beans.xml");
  }

  /** A server may remember what it deployed last, until the next deployment. */
  @Deployment(name = NEXT, managed = false, testable = false)
  static WebArchive next() {
    return ShrinkWrap.create(WebArchive.class, NEXT + ".war").addClass(OccupyServlet.class);
  }

  @Test
  void undeploy_afterTwentyCycles_leavesNothing(
      @ArquillianResource @OperateOnDeployment("probe") URL probe) throws Exception {
    ServerProcess server = ServerProcess.find();
    // A thread of WildFly keeps its first request as long as it lives: none is to be born of the
    // application's.
    occupyAllThreads(probe);
    int connections = Redis.connections().size();
    for (int cycle = 1; cycle <= CYCLES; cycle++) {
      deployer.deploy(APPLICATION);
      use(probe, cycle);
      if (cycle == CYCLES) {
        assertThatEverythingIsSeen(server, probe, connections);
      }
      deployer.undeploy(APPLICATION);
    }
    deployer.deploy(NEXT);
    deployer.undeploy(NEXT);
    awaitClassLoaders(server, probe);
    await("connections")
        .atMost(PATIENCE)
        .until(() -> Redis.connections().size(), is -> is == connections);
    await("threads").atMost(PATIENCE).until(() -> ours(server.threads()), List::isEmpty);
    await("MBeans").atMost(PATIENCE).until(() -> Http.get(probe, "mbeans"), String::isEmpty);
    report("after", server, probe);
  }

  /** A class loader that stays is dumped with the heap, which tells what holds it. */
  private static void awaitClassLoaders(ServerProcess server, URL probe) throws IOException {
    try {
      await("class loaders")
          .atMost(PATIENCE)
          .until(
              () -> {
                // An idle thread of a server may keep its last request, and so the application,
                // until the next.
                occupyAllThreads(probe);
                return server.instances(MARKER);
              },
              is -> is == 0);
    } catch (ConditionTimeoutException e) {
      Path heap = Path.of("target", "heap-" + Container.name() + ".hprof").toAbsolutePath();
      Files.deleteIfExists(heap);
      server.dumpHeap(heap);
      throw new AssertionError("Class loaders of the application stay; see " + heap, e);
    }
  }

  private static void occupyAllThreads(URL probe) {
    Http.occupy(probe, "occupy", REQUESTS);
  }

  private static void use(URL probe, int cycle) throws MalformedURLException {
    URL base = new URL(probe, "/" + APPLICATION + "/");
    assertThat(Http.get(base, "use?name=n" + cycle)).contains("Hello n" + cycle);
  }

  /** What is asserted to be gone in the end must have been seen while it was there. */
  private static void assertThatEverythingIsSeen(ServerProcess server, URL probe, int before) {
    report("deployed", server, probe);
    assertThat(server.instances(MARKER)).isPositive();
    assertThat(Redis.connections()).hasSizeGreaterThan(before);
    assertThat(ours(server.threads())).isNotEmpty();
    assertThat(Http.get(probe, "mbeans")).contains("managed");
  }

  private static List<String> ours(List<String> threads) {
    return threads.stream()
        .filter(name -> name.matches("(?i).*(redisson|cinnabar|netty|globalEventExecutor).*"))
        .toList();
  }

  private static void report(String when, ServerProcess server, URL probe) {
    System.out.printf(
        "%s, %s: %d class loaders of the application, %d of our threads of %d, %d connections, %d"
            + " MBeans%n",
        Container.name(),
        when,
        server.instances(MARKER),
        ours(server.threads()).size(),
        server.threads().size(),
        Redis.connections().size() - 1,
        Http.get(probe, "mbeans").lines().count());
  }
}
