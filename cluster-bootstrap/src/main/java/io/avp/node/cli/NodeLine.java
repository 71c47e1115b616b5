package io.avp.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One node that the supervisor keeps: a line of {@code supervisor.nodes} in the root directory. All
 * lines change when nodes are added, because each node's seeds name all of them: one that starts
 * again must find the others, whoever is left.
 *
 * @param data its directory, whose name is the node's
 * @param options of {@code avp node}, each followed by its value; without name, data and seeds
 * @param seeds where it looks for its cluster; empty if its settings say so
 */
record NodeLine(Path data, List<String> options, List<String> seeds) {
  /** Name of the file. */
  static final String FILE = "supervisor.nodes";

  NodeLine {
    options = List.copyOf(options);
    seeds = List.copyOf(seeds);
  }

  /** All lines; empty if there is no file. */
  static List<NodeLine> read(Path root) throws IOException {
    Path file = root.resolve(FILE);
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(NodeLine::parse).toList()
        : List.of();
  }

  /** Writes all lines so that a reader sees all or nothing. */
  static void write(Path root, List<NodeLine> nodes) throws IOException {
    Path part = root.resolve(FILE + ".part");
    Files.write(part, nodes.stream().map(node -> String.join("\t", node.arguments())).toList());
    Files.move(part, root.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Name of the node. */
  String name() {
    return data.getFileName().toString();
  }

  /** The same node with other seeds. */
  NodeLine withSeeds(List<String> others) {
    return new NodeLine(data, options, others);
  }

  /** The arguments of {@code avp node}. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--name", name(), "--data", data.toString()));
    arguments.addAll(options);
    seeds.forEach(seed -> arguments.addAll(List.of("--seed", seed)));
    return arguments;
  }

  private static NodeLine parse(String line) {
    String[] words = line.split("\t", -1);
    Path data = Path.of("");
    List<String> options = new ArrayList<>();
    List<String> seeds = new ArrayList<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      switch (words[i]) {
        case "--name" -> {}
        case "--data" -> data = Path.of(words[i + 1]);
        case "--seed" -> seeds.add(words[i + 1]);
        default -> options.addAll(List.of(words[i], words[i + 1]));
      }
    }
    return new NodeLine(data, options, seeds);
  }
}
