package org.cinnabar.jcache.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests local servers for their parameters of the types {@link LocalCluster}, {@link
 * LocalReplicas} and {@link LocalSentinel}: one of each for all tests of the JVM, started when it
 * is first asked for and ended after the last test.
 */
public final class LocalServersExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(LocalServersExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return LocalServers.class.isAssignableFrom(type) && type != LocalServers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(type, each -> start(type));
  }

  private static Object start(Class<?> type) {
    Path binary = RedisServers.topologyBinary();
    String kind = type.getSimpleName().replace("Local", "").toLowerCase(java.util.Locale.ROOT);
    return LocalServers.start(kind, binary);
  }
}
