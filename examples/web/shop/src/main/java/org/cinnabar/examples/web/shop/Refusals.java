package org.cinnabar.examples.web.shop;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers what is refused with the reason. */
@Provider
public class Refusals implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException refusal) {
    return Response.status(refusal.getResponse().getStatus())
        .type(MediaType.TEXT_PLAIN_TYPE)
        .entity(refusal.getMessage())
        .build();
  }
}
