package org.cinnabar.containers.redeploy;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps its thread for as long as further requests come, so that many at once need as many threads,
 * however slow the machine is.
 */
@WebServlet("/occupy")
public class OccupyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final long QUIET_MILLIS = 300;
  private static final AtomicLong LAST = new AtomicLong();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    LAST.set(System.nanoTime());
    try {
      long rest = QUIET_MILLIS;
      while (rest > 0) {
        TimeUnit.MILLISECONDS.sleep(rest);
        rest = QUIET_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - LAST.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
