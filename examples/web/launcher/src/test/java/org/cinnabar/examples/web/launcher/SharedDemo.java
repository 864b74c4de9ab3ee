package org.cinnabar.examples.web.launcher;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one shop of the run, and closes it after the last of them. */
final class SharedDemo implements ParameterResolver {

  /** The shop and a client of it. */
  record Shop(Demo demo, ShopClient client) implements CloseableResource {

    @Override
    public void close() throws IOException {
      demo.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ShopClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedDemo.class))
        .getOrComputeIfAbsent(Shop.class, any -> start(), Shop.class)
        .client();
  }

  private static Shop start() {
    try {
      Demo demo = Demo.start(Ports.free());
      return new Shop(demo, new ShopClient(demo.url()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
