package org.cinnabar.jcache.internal.store;

import java.io.StringReader;
import java.io.StringWriter;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What {@code cinnabar.yaml} on the class path says. The document is composed, never constructed,
 * so it can name no class.
 *
 * @param values the text settings by key
 * @param redisson the nested Redisson configuration as YAML, or null
 */
record YamlSettings(Map<String, String> values, @Nullable String redisson) {
  static final String RESOURCE = "cinnabar.yaml";
  static final String REDISSON = "redisson";
  static final String REDISSON_FILE = "redisson-file";
  private static final Set<String> KEYS =
      Set.of("redis", REDISSON, REDISSON_FILE, "namespace", "deadline");
  private static final YamlSettings NONE = new YamlSettings(Map.of(), null);

  /** Names what is set, never the values. */
  @Override
  public String toString() {
    return RESOURCE + values.keySet();
  }

  /**
   * @throws CacheException if the file is no YAML mapping, or holds an unknown key or two servers
   */
  static YamlSettings load(ClassLoader loader) {
    URL url = loader.getResource(RESOURCE);
    return url == null ? NONE : parse(TextFiles.read(url), url.toString());
  }

  static YamlSettings parse(String text, String origin) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Node root;
    try {
      root = yaml.compose(new StringReader(text));
    } catch (YAMLException e) {
      // Without the cause: its message quotes the line, which may hold a password.
      throw new CacheException(origin + " is not valid YAML" + TextFiles.position(e) + ".");
    }
    if (root == null) {
      return NONE;
    }
    if (!(root instanceof MappingNode mapping)) {
      throw new CacheException(origin + " must be a mapping with the keys " + KEYS + ".");
    }
    return read(yaml, mapping, origin);
  }

  private static YamlSettings read(Yaml yaml, MappingNode mapping, String origin) {
    Map<String, String> values = new LinkedHashMap<>();
    String redisson = null;
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (!KEYS.contains(key)) {
        throw new CacheException(
            origin + " has the unknown key \"" + key + "\". Known keys are " + KEYS + ".");
      }
      if (key.equals(REDISSON) && tuple.getValueNode() instanceof MappingNode nested) {
        StringWriter writer = new StringWriter();
        yaml.serialize(nested, writer);
        redisson = writer.toString();
      } else if (!key.equals(REDISSON) && tuple.getValueNode() instanceof ScalarNode scalar) {
        values.put(key, scalar.getValue());
      } else {
        throw new CacheException(
            "The key \""
                + key
                + "\" in "
                + origin
                + " must be "
                + (key.equals(REDISSON) ? "a mapping: Redisson's own configuration." : "a text."));
      }
    }
    int servers =
        (values.containsKey("redis") ? 1 : 0)
            + (values.containsKey(REDISSON_FILE) ? 1 : 0)
            + (redisson == null ? 0 : 1);
    if (servers > 1) {
      throw new CacheException(
          origin + " must have one of redis, redisson and redisson-file, not several.");
    }
    return new YamlSettings(Map.copyOf(values), redisson);
  }
}
