package org.cinnabar.containers.redeploy;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Tells the MBeans of caches in the server, one a line. In a WAR of its own, which has nothing of
 * ours.
 */
@WebServlet("/mbeans")
public class ProbeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(mbeans());
  }

  private static String mbeans() throws IOException {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .queryNames(new ObjectName("javax.cache:*"), null)
          .stream()
          .map(ObjectName::getCanonicalName)
          .collect(Collectors.joining("\n"));
    } catch (MalformedObjectNameException e) {
      throw new IOException(e);
    }
  }
}
