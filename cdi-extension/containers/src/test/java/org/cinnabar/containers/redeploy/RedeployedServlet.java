package org.cinnabar.containers.redeploy;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.cinnabar.containers.web.Greetings;

/** Uses all that could be left behind: an annotated method, a cache with MBeans, the marker. */
@WebServlet("/use")
public class RedeployedServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient Greetings greetings;
  @Inject private transient CacheManager manager;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requireNonNull(Marker.OF_THIS_LOADER);
    Cache<String, String> managed = manager.getCache("managed");
    if (managed == null) {
      managed =
          manager.createCache(
              "managed",
              new MutableConfiguration<String, String>()
                  .setManagementEnabled(true)
                  .setStatisticsEnabled(true));
    }
    managed.put("a", "b");
    response.setContentType("text/plain");
    response.getWriter().print(managed.get("a") + greetings.greet(request.getParameter("name")));
  }
}
