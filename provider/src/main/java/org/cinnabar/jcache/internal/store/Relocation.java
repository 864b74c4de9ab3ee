package org.cinnabar.jcache.internal.store;

import io.netty.util.concurrent.FastThreadLocal;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.config.Config;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Which packages have another name here than in their documentation: none in the thin jar,
 * Redisson's and Netty's in the drop-in jar.
 *
 * @param packages the present name by the original one, both without a dot at the end
 */
record Relocation(Map<String, String> packages) {
  // The original names are joined at run time, because relocation rewrites those in the class file.
  static final Relocation HERE =
      new Relocation(
          Map.of(
              String.join(".", "org", "redisson"), root(Config.class, ".config"),
              String.join(".", "io", "netty"), root(FastThreadLocal.class, ".util.concurrent")));

  /** The package above a class, found by what its own package ends with. */
  private static String root(Class<?> type, String end) {
    String name = type.getPackageName();
    return name.substring(0, name.length() - end.length());
  }

  /** Whether any package has another name. */
  boolean isActive() {
    return packages.entrySet().stream().anyMatch(e -> !e.getKey().equals(e.getValue()));
  }

  /**
   * A YAML text in which the tags name the classes as they are called here. Lines stay where they
   * are. A text that can't be understood, or has no such tag, comes back as it is.
   */
  String translate(String yaml) {
    if (!isActive()) {
      return yaml;
    }
    List<Named> found = new ArrayList<>();
    LoaderOptions options = new LoaderOptions();
    options.setTagInspector(any -> true); // nothing is constructed here
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
      if (root != null) {
        collect(root, found);
      }
    } catch (YAMLException e) {
      return yaml; // Redisson parses it as well and reports it
    }
    found.sort(Comparator.comparingInt(Named::start).reversed());
    StringBuilder text = new StringBuilder(yaml);
    for (Named named : found) { // from the end, so that what is before keeps its place
      int start = yaml.offsetByCodePoints(0, named.start());
      int at = text.indexOf(named.original(), start);
      if (at >= 0) {
        text.replace(at, at + named.original().length(), named.present());
      }
    }
    return text.toString();
  }

  /** A package's name in the tag of the node that starts there, counted in code points. */
  private record Named(int start, String original, String present) {}

  private void collect(Node root, List<Named> found) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      Node node = left.pop();
      if (!seen.add(node)) {
        continue; // an alias
      }
      add(node, found);
      if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          left.push(tuple.getKeyNode());
          left.push(tuple.getValueNode());
        }
      } else if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(left::push);
      }
    }
  }

  private void add(Node node, List<Named> found) {
    String tag = node.getTag().getValue();
    String name =
        tag.startsWith(Tag.PREFIX)
            ? tag.substring(Tag.PREFIX.length())
            : tag.replaceFirst("^!", "");
    packages.forEach(
        (original, present) -> {
          if (name.startsWith(original + ".")) {
            found.add(new Named(node.getStartMark().getIndex(), original, present));
          }
        });
  }
}
