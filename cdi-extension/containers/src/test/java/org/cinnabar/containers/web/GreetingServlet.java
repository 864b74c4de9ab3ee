package org.cinnabar.containers.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the greeting for the name. */
@WebServlet("/greet")
public class GreetingServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient Greetings greetings;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().print(greetings.greet(request.getParameter("name")));
  }
}
