package org.cinnabar.jcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheException;
import org.cinnabar.jcache.internal.store.SettingSources.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

class ConnectionSettingsTest {
  private static final String REDISSON_YAML =
      """
      singleServerConfig:
        address: "redis://:s3cret@yaml.example:6390"
        connectionMinimumIdleSize: 1
      codec: !<org.redisson.codec.Kryo5Codec> {}
      """;

  private final Map<String, String> systemProperties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Properties manager = new Properties();

  @TempDir Path classPath;

  @Test
  void default_nothingSet() {
    ConnectionSettings settings = resolve("cinnabar:default");

    assertThat(settings.address()).isEqualTo("redis://127.0.0.1:6379");
    assertThat(settings.namespace()).isEqualTo("cinnabar");
    assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void nullUriAndProperties_meanDefault() {
    ConnectionSettings settings =
        ConnectionSettings.resolve(null, null, getClass().getClassLoader());

    assertThat(settings.address()).isEqualTo("redis://127.0.0.1:6379");
  }

  @Test
  void address_order() throws Exception {
    yaml("redis: redis://yaml");
    assertThat(resolve("cinnabar:default").address()).isEqualTo("redis://yaml:6379");
    variables.put("CINNABAR_REDIS", "redis://variable");
    assertThat(resolve("cinnabar:default").address()).isEqualTo("redis://variable:6379");
    systemProperties.put("cinnabar.redis", "redis://property");
    assertThat(resolve("cinnabar:default").address()).isEqualTo("redis://property:6379");
    manager.setProperty("cinnabar.redis", "redis://manager");
    assertThat(resolve("cinnabar:default").address()).isEqualTo("redis://manager:6379");
    assertThat(resolve("redis://uri").address()).isEqualTo("redis://uri:6379");
    manager.put(ConnectionSettings.REDISSON_CLIENT, client("redis://client:1"));
    assertThat(resolve("redis://uri").address()).isEqualTo("redis://client:1");
  }

  @Test
  void namespaceAndDeadline_order() throws Exception {
    yaml("namespace: yaml\ndeadline: 1ms");
    assertNamespaceAndDeadline("redis://h", "yaml", 1);
    variables.putAll(Map.of("CINNABAR_NAMESPACE", "variable", "CINNABAR_DEADLINE", "2ms"));
    assertNamespaceAndDeadline("redis://h", "variable", 2);
    systemProperties.putAll(Map.of("cinnabar.namespace", "property", "cinnabar.deadline", "3ms"));
    assertNamespaceAndDeadline("redis://h", "property", 3);
    assertNamespaceAndDeadline("redis://h?namespace=query&deadline=4ms", "query", 4);
    manager.setProperty("cinnabar.namespace", "manager");
    manager.setProperty("cinnabar.deadline", "5ms");
    assertNamespaceAndDeadline("redis://h?namespace=query&deadline=4ms", "manager", 5);
  }

  private void assertNamespaceAndDeadline(String uri, String namespace, long millis) {
    assertThat(resolve(uri).namespace()).isEqualTo(namespace);
    assertThat(resolve(uri).deadline()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"500ms,500", "1s,1000", "2m,120000", "PT1S,1000", "PT0.25S,250", "pt1m,60000"})
  void deadline_forms(String text, long millis) {
    assertThat(resolve("redis://h?deadline=" + text).deadline())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0ms",
        "0s",
        "-1s",
        "PT-1S",
        "PT0.0001S",
        "2h",
        "61m",
        "soon",
        "1 s",
        "99999999999s",
        "1"
      })
  void deadline_bad(String text) {
    manager.setProperty("cinnabar.deadline", text);

    assertThatThrownBy(() -> resolve("redis://h"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("manager property cinnabar.deadline")
        .hasMessageContaining(text)
        .hasMessageContaining("500ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a{b", "a:b", "ä", "a*"})
  void namespace_bad(String text) {
    variables.put("CINNABAR_NAMESPACE", text);

    assertThatThrownBy(() -> resolve("redis://h"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("environment variable CINNABAR_NAMESPACE")
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "redis://h,                       false, h,     6379, -,    -,     0",
        "redis://h/,                      false, h,     6379, -,    -,     0",
        "rediss://h:1/15,                 true,  h,     1,    -,    -,     15",
        "redis://u:p@h:65535,             false, h,     65535, u,   p,     0",
        "redis://:p%40%23+x@h,            false, h,     6379, -,    p@#+x, 0",
        "redis://p@h,                     false, h,     6379, -,    p,     0",
        "redis://my_redis:7000,           false, my_redis, 7000, -, -,     0",
        "redis://[::1]:7000,              false, [::1], 7000, -,    -,     0",
        "redis://[::1],                   false, [::1], 6379, -,    -,     0",
        "REDIS://u:a:b@h?namespace=n,     false, h,     6379, u,    a:b,   0",
      })
  void redisUri_forms(
      String uri, boolean tls, String host, int port, String user, String password, int database) {
    ConnectionTarget target = resolve(uri).target();

    assertThat(target)
        .isEqualTo(
            new ConnectionTarget.Server(
                new RedisUri(
                    Topology.SINGLE,
                    tls,
                    List.of(host + ":" + port),
                    user,
                    password,
                    "",
                    database)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "redis+cluster://a:1,b                | CLUSTER  | false | a:1 b:6379      | -  | -  | | 0 | 64",
        "rediss+cluster://u:p@[::1]/          | CLUSTER  | true  | [::1]:6379      | u  | p  | | 0 | 64",
        "redis+cluster://a/0                  | CLUSTER  | false | a:6379          | -  | -  | | 0 | 64",
        "redis+sentinel://a,b:1,c/main        | SENTINEL | false | a:26379 b:1 c:26379 | - | - | main | 0 | 1",
        "rediss+sentinel://:p@a/my%2Fmain/3   | SENTINEL | true  | a:26379         | -  | p  | my/main | 3 | 1",
        "redis+sentinel://a/main/             | SENTINEL | false | a:26379         | -  | -  | main | 0 | 1",
        "redis+replicas://u:p@a_b,c:2/7       | REPLICAS | false | a_b:6379 c:2    | u  | p  | | 7 | 1",
        "Rediss+Replicas://a?namespace=n      | REPLICAS | true  | a:6379          | -  | -  | | 0 | 1",
      })
  void redisUri_formsOfSeveralServers(
      String uri,
      Topology topology,
      boolean tls,
      String hosts,
      String user,
      String password,
      String master,
      int database,
      int partitions) {
    assertThat(resolve(uri).target())
        .isEqualTo(
            new ConnectionTarget.Server(
                new RedisUri(
                    topology,
                    tls,
                    List.of(hosts.split(" ")),
                    user,
                    password,
                    master == null ? "" : master,
                    database)));
    assertThat(resolve(uri).defaultPartitions()).isEqualTo(partitions);
  }

  @Test
  void address_ofSeveralServers_isTheUriWithoutSecrets() {
    assertThat(resolve("rediss+sentinel://u:s3cret@a,b:1/main/3?namespace=n").address())
        .isEqualTo("rediss+sentinel://a:26379,b:1/main");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis:h                        | names no host",
        "redis:///0                     | names no host",
        "redis://u:s3cret@:6379         | names no host",
        "redis://:s3cret@h:0            | port",
        "redis://:s3cret@h:65536        | port",
        "redis://:s3cret@h:abc          | port",
        "redis://:s3cret@h:             | port",
        "redis://:s3cret@h/x            | database",
        "redis://:s3cret@h/-1           | database",
        "redis://:s3cret@h/99999999999  | database",
        "redis://:s3cret@h?timeout=5    | unknown parameter \"timeout\"",
        "redis://:s3cret@h?password=s3cret | unknown parameter \"password\"",
        "redis://:s3#cret@h             | fragment",
        "redis://:s3cret@h:1/1/2        | database",
        "redis://:s3cret@h,i            | redis+cluster, redis+sentinel or redis+replicas",
        "redis+cluster://:s3cret@h/1    | a cluster doesn't have",
        "redis+cluster://:s3cret@h,,i   | names no host",
        "redis+cluster://:s3cret@h,i:0  | port",
        "redis+cluster://:s3cret@h:x    | redis+cluster://[user:password@]host[:port][,host[:port]...]",
        "redis+sentinel://:s3cret@h     | by which name",
        "redis+sentinel://:s3cret@h//1  | by which name",
        "redis+sentinel://:s3cret@h/m/x | database",
        "redis+sentinel://:s3cret@h/m/1/2 | database",
        "redis+replicas://:s3cret@h,i/m | database",
        "redis-sentinel://:s3cret@h/m   | redis+sentinel:",
        "redis://:s3/s3cret@h           | port",
        "http://:s3cret@h               | doesn't name a server",
        "h:6379                         | doesn't name a server",
        "file:redisson.yaml             | relative path",
        "file:/no/such/file.yaml        | /no/such/file.yaml",
        "classpath:no-such.yaml         | no-such.yaml",
        "cinnabar:other                 | doesn't name a server",
      })
  void uri_bad(String uri, String problem) {
    assertThatThrownBy(() -> resolve(uri))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(problem)
        .satisfies(ConnectionSettingsTest::assertNoSecret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:s3cret^@h",
        "redis://us er:s3cret@h",
        "redis://:s3cret?@h%",
        "cinnabar:default"
      })
  void surroundingUri_bad(String uri) {
    systemProperties.put("cinnabar.redis", uri);

    assertThatThrownBy(() -> resolve("cinnabar:default"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("system property cinnabar.redis")
        .satisfies(ConnectionSettingsTest::assertNoSecret);
  }

  @Test
  void password_neverShown() {
    ConnectionSettings settings = resolve("redis://user:s3cret@h/2");

    assertThat(settings.toString() + settings.address() + settings.target())
        .contains("h:6379")
        .doesNotContain("s3cret");
    Config config = RedissonConfigs.create(settings.target(), settings.deadline());
    assertThat(config.getUsername()).isEqualTo("user");
    assertThat(config.getPassword()).isEqualTo("s3cret");
    assertThat(config.useSingleServer().getDatabase()).isEqualTo(2);
  }

  @Test
  void redissonYaml_file() throws Exception {
    Path file = Files.writeString(classPath.resolve("my redisson.yaml"), REDISSON_YAML);

    assertRedissonYaml(resolve(file.toUri().toString()));
    assertThat(resolve(file.toUri() + "?namespace=n").namespace()).isEqualTo("n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classpath:dir/r.yaml",
        "classpath:/dir/r.yaml",
        "classpath:dir/r.yaml?namespace=n"
      })
  void redissonYaml_classPath(String uri) throws Exception {
    Files.createDirectory(classPath.resolve("dir"));
    Files.writeString(classPath.resolve("dir/r.yaml"), REDISSON_YAML);

    assertRedissonYaml(resolve(uri));
  }

  @Test
  void redissonYaml_nestedInCinnabarYaml() throws Exception {
    yaml("namespace: n\nredisson:\n" + REDISSON_YAML.indent(2));

    assertRedissonYaml(resolve("cinnabar:default"));
    assertThat(resolve("cinnabar:default").namespace()).isEqualTo("n");
  }

  @Test
  void redissonYaml_fileNamedByCinnabarYaml() throws Exception {
    Path file = Files.writeString(classPath.resolve("r.yaml"), REDISSON_YAML);

    yaml("redisson-file: " + file);
    assertRedissonYaml(resolve("cinnabar:default"));
    yaml("redisson-file: classpath:r.yaml");
    assertRedissonYaml(resolve("cinnabar:default"));
  }

  @Test
  void redissonYaml_cluster() throws Exception {
    yaml(
        """
        redisson:
          clusterServersConfig:
            nodeAddresses: ["redis://a:1", "redis://:s3cret@b:2"]
        """);

    ConnectionSettings settings = resolve("cinnabar:default");

    assertThat(settings.address()).isEqualTo("redis://a:1, redis://***@b:2");
  }

  private static void assertRedissonYaml(ConnectionSettings settings) {
    assertThat(settings.address()).isEqualTo("redis://***@yaml.example:6390");
    assertThat(settings + " " + settings.target()).doesNotContain("s3cret");
    Config config = RedissonConfigs.create(settings.target(), settings.deadline());
    assertThat(config.getCodec()).isSameAs(ByteArrayCodec.INSTANCE);
    assertThat(config.isUseThreadClassLoader()).isFalse();
    assertThat(config.useSingleServer().getAddress())
        .isEqualTo("redis://:s3cret@yaml.example:6390");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "singleServerConfig: [s3cret",
        "singleServerConfig:\n  adress: s3cret",
        "threads: 2",
        "s3cret",
        "singleServerConfig:\n  password: \"s3cret\n",
        "!<java.net.URL> [\"http://s3cret\"]"
      })
  void redissonYaml_bad(String text) throws Exception {
    Path file = Files.writeString(classPath.resolve("bad.yaml"), text);

    assertThatThrownBy(() -> resolve(file.toUri().toString()))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("bad.yaml")
        .satisfies(ConnectionSettingsTest::assertNoSecret);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: redis://:s3cret@h                     | unknown key \"server\"",
        "[redis]                                       | mapping",
        "redis: [s3cret]                               | must be a text",
        "redisson: s3cret                              | must be a mapping",
        "{redis: 'redis://h', redisson-file: /x}       | one of",
        "redis: \"redis://:s3cret@h                    | not valid YAML",
        "redisson: {singleServerConfig: {adress: s3cret}} | key redisson in cinnabar.yaml",
        "redis: redis://:s3cret@h:x                    | port",
        "redis: !!java.net.URL [s3cret]                | not valid YAML",
        "deadline: soon                                | key deadline in cinnabar.yaml",
      })
  void cinnabarYaml_bad(String text, String problem) throws Exception {
    yaml(text);

    assertThatThrownBy(() -> resolve("cinnabar:default"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(problem)
        .satisfies(ConnectionSettingsTest::assertNoSecret);
  }

  @Test
  void cinnabarYaml_empty() throws Exception {
    yaml("# nothing\n");

    assertThat(resolve("cinnabar:default").address()).isEqualTo("redis://127.0.0.1:6379");
  }

  @Test
  void redissonClient_wrongType() {
    manager.put(ConnectionSettings.REDISSON_CLIENT, "client");

    assertThatThrownBy(() -> resolve("cinnabar:default"))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("cinnabar.redisson-client")
        .hasMessageContaining("java.lang.String");
  }

  private static void assertNoSecret(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain("s3cret").doesNotContain("cret@");
    }
  }

  private static RedissonClient client(String address) {
    Config config = new Config();
    config.useSingleServer().setAddress(address);
    return (RedissonClient)
        Proxy.newProxyInstance(
            ConnectionSettingsTest.class.getClassLoader(),
            new Class<?>[] {RedissonClient.class},
            (proxy, method, arguments) -> method.getName().equals("getConfig") ? config : null);
  }

  private void yaml(String text) throws Exception {
    Files.writeString(classPath.resolve("cinnabar.yaml"), text);
  }

  private ConnectionSettings resolve(String uri) {
    try {
      ClassLoader loader =
          new URLClassLoader(new URL[] {classPath.toUri().toURL()}, getClass().getClassLoader());
      Environment environment = new Environment(systemProperties, variables);
      return ConnectionSettings.resolve(URI.create(uri), manager, loader, environment);
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
