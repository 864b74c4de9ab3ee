package org.cinnabar.jcache.internal.store;

import java.io.StringReader;
import java.io.StringWriter;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What {@code cinnabar.yaml} on the class path says. The document is composed, never constructed,
 * so it can name no class.
 *
 * @param values the text settings by key
 * @param redisson the nested Redisson configuration as YAML, or null
 * @param caches the settings of caches by path, such as {@code orders.partitions}
 */
record YamlSettings(
    Map<String, String> values, @Nullable String redisson, Map<String, String> caches) {
  static final String RESOURCE = "cinnabar.yaml";
  static final String REDISSON = "redisson";
  static final String REDISSON_FILE = "redisson-file";
  static final String CACHES = "caches";
  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("redis", REDISSON, REDISSON_FILE, "namespace", "deadline", CACHES));
  private static final YamlSettings NONE = new YamlSettings(Map.of(), null, Map.of());

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
    Map<String, String> caches = new LinkedHashMap<>();
    String redisson = null;
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple);
      if (!KEYS.contains(key)) {
        throw new CacheException(
            origin + " has the unknown key \"" + key + "\". Known keys are " + KEYS + ".");
      }
      boolean nested = key.equals(REDISSON) || key.equals(CACHES);
      if (nested && tuple.getValueNode() instanceof MappingNode inner) {
        if (key.equals(REDISSON)) {
          redisson = text(yaml, inner);
        } else {
          flatten(inner, "", caches, origin);
        }
      } else if (!nested && tuple.getValueNode() instanceof ScalarNode scalar) {
        values.put(key, scalar.getValue());
      } else {
        throw new CacheException(
            "The key \"" + key + "\" in " + origin + " must be " + form(key) + ".");
      }
    }
    requireOneServer(values, redisson, origin);
    return new YamlSettings(Map.copyOf(values), redisson, Map.copyOf(caches));
  }

  private static String form(String key) {
    return switch (key) {
      case REDISSON -> "a mapping: Redisson's own configuration";
      case CACHES -> "a mapping: cache names, below each the cache's settings";
      default -> "a text";
    };
  }

  private static void requireOneServer(
      Map<String, String> values, @Nullable String redisson, String origin) {
    int servers =
        (values.containsKey("redis") ? 1 : 0)
            + (values.containsKey(REDISSON_FILE) ? 1 : 0)
            + (redisson == null ? 0 : 1);
    if (servers > 1) {
      throw new CacheException(
          origin + " must have one of redis, redisson and redisson-file, not several.");
    }
  }

  private static String text(Yaml yaml, MappingNode mapping) {
    StringWriter writer = new StringWriter();
    yaml.serialize(mapping, writer);
    return writer.toString();
  }

  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
  }

  /**
   * Puts nested mappings into one, their keys joined by dots; a list becomes a text with commas.
   */
  private static void flatten(
      MappingNode mapping, String prefix, Map<String, String> into, String origin) {
    for (NodeTuple tuple : mapping.getValue()) {
      String path = prefix + key(tuple);
      if (tuple.getValueNode() instanceof MappingNode inner) {
        flatten(inner, path + ".", into, origin);
      } else if (tuple.getValueNode() instanceof ScalarNode scalar) {
        into.put(path, scalar.getValue());
      } else {
        into.put(path, list((SequenceNode) tuple.getValueNode(), path, origin));
      }
    }
  }

  private static String list(SequenceNode sequence, String path, String origin) {
    List<String> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      if (!(item instanceof ScalarNode scalar)) {
        throw new CacheException(
            "The list " + CACHES + "." + path + " in " + origin + " must hold texts only.");
      }
      items.add(scalar.getValue());
    }
    return String.join(",", items);
  }
}
