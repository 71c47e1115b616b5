package io.avp.node.cli;

import io.avp.node.LaunchSettings;
import io.avp.node.NodeSettings;
import io.avp.node.PortCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What {@code avp up} passes on to its nodes. The first gets what was said and the seeds, so that
 * environment and file count as for {@code avp node}; the others count their ports on from there.
 */
final class NodeOptions {
  private static final Map<String, String> KEYS =
      Map.of(
          "--peers", "avp.peer-count",
          "--port", "avp.first-port",
          "--http-port", "avp.node.http-port",
          "--remoting-port", "avp.node.remoting-port");

  private final Map<String, String> said = new LinkedHashMap<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting of all nodes, such as --set avp.gnutella.dial-out=true.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--seed",
      paramLabel = "HOST:PORT",
      description = "A node to join, by its remoting port; may be repeated, the same on all nodes.")
  void seeds(List<String> seeds) {
    settings.put("avp.node.seeds", String.join(",", seeds));
  }

  @Option(names = "--config", paramLabel = "FILE", description = "Settings of all nodes.")
  private Path file;

  @Option(names = "--peers", paramLabel = "N", description = "Virtual peers per node. 1.")
  void peers(String count) {
    said.put("--peers", count);
  }

  @Option(names = "--port", description = "Gnutella port of the first virtual peer. 16346.")
  void port(String port) {
    said.put("--port", port);
  }

  @Option(names = "--http-port", paramLabel = "PORT", description = "Of the first node. 7626.")
  void httpPort(String port) {
    said.put("--http-port", port);
  }

  @Option(names = "--remoting-port", paramLabel = "PORT", description = "Of the first node. 7355.")
  void remotingPort(String port) {
    said.put("--remoting-port", port);
  }

  @Option(names = "--host", description = "Address for servents and other nodes. 127.0.0.1.")
  void host(String host) {
    said.put("--host", host);
  }

  /** The options that a node was started with. */
  static NodeOptions of(NodeLine node) {
    return CommandLine.populateCommand(new NodeOptions(), node.options().toArray(String[]::new));
  }

  /** These options where they say something, else those of {@code others}. */
  NodeOptions over(NodeOptions others) {
    NodeOptions both = new NodeOptions();
    both.said.putAll(others.said);
    both.said.putAll(said);
    both.settings.putAll(others.settings);
    both.settings.putAll(settings);
    both.file = file == null ? others.file : file;
    return both;
  }

  /**
   * Nodes that find each other, and {@code running} ones.
   *
   * @param running nodes of these options that were started before; the first one counts
   * @param data directories of further nodes
   * @return all, the running ones with the new ones among their seeds
   */
  List<NodeLine> lines(List<NodeLine> running, List<Path> data) {
    NodeSettings first = settings(running.isEmpty() ? data.get(0) : running.get(0).data());
    List<NodeLine> all = new ArrayList<>(running);
    List<String> seeds =
        new ArrayList<>(
            running.stream().flatMap(node -> node.seeds().stream()).distinct().toList());
    // Who names seeds, or another way to find them, means those.
    boolean own = running.isEmpty() ? first.findsNobody() : !seeds.isEmpty();
    for (Path each : data) {
      int i = all.size();
      Map<String, String> options = new LinkedHashMap<>(said);
      int remoting =
          first.remotingPort() == 0 ? PortCheck.free(first.host()) : first.remotingPort() + i;
      if (i > 0) {
        int peers = first.avp().peers().size();
        options.put("--port", shifted(first.avp().peers().get(0).port(), i * peers));
        options.put("--http-port", shifted(first.httpPort(), i));
      }
      options.put("--remoting-port", Integer.toString(remoting));
      seeds.add(first.host() + ":" + remoting);
      all.add(new NodeLine(each, arguments(options), List.of()));
    }
    return own ? all.stream().map(node -> node.withSeeds(seeds)).toList() : all;
  }

  private List<String> arguments(Map<String, String> options) {
    List<String> arguments = new ArrayList<>();
    options.forEach((option, value) -> arguments.addAll(List.of(option, value)));
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    if (file != null) {
      arguments.addAll(List.of("--config", file.toAbsolutePath().toString()));
    }
    return arguments;
  }

  private NodeSettings settings(Path data) {
    Map<String, Object> flags = new HashMap<>(settings);
    said.forEach((option, value) -> flags.put(KEYS.getOrDefault(option, "avp.node.host"), value));
    // As the node itself takes it: what it would refuse is refused here, with the same exit code.
    if (said.containsKey("--host")) {
      flags.put("avp.gnutella.host", said.get("--host"));
    }
    flags.put("avp.node.data", data.toString());
    return new LaunchSettings(flags, System.getenv(), Optional.ofNullable(file)).read();
  }

  /** Port 0 stays 0: any free one. */
  private static String shifted(int port, int by) {
    return Integer.toString(port == 0 ? 0 : port + by);
  }
}
