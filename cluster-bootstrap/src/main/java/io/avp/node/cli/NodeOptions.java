package io.avp.node.cli;

import io.avp.node.LaunchSettings;
import io.avp.node.NodeSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What {@code avp up} passes on to its nodes. The first gets what was said and nothing else, so
 * that environment and file count as for {@code avp node}; the others count their ports on from
 * there.
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

  /**
   * The arguments of {@code avp node} for some nodes.
   *
   * @param data their data directories, whose names are theirs
   */
  List<List<String>> arguments(List<Path> data) {
    List<List<String>> all = new ArrayList<>();
    all.add(arguments(data.get(0), said));
    if (data.size() > 1) {
      NodeSettings first = settings(data.get(0));
      if (first.remotingPort() == 0) {
        throw new CommandError(
            ExitCode.USAGE, "--remoting-port: several nodes need a fixed one to find the first");
      }
      for (int i = 1; i < data.size(); i++) {
        int peers = first.avp().peers().size();
        Map<String, String> own = new LinkedHashMap<>(said);
        own.put("--port", shifted(first.avp().peers().get(0).port(), i * peers));
        own.put("--http-port", shifted(first.httpPort(), i));
        own.put("--remoting-port", shifted(first.remotingPort(), i));
        own.put("--seed", first.host() + ":" + first.remotingPort());
        all.add(arguments(data.get(i), own));
      }
    }
    return all;
  }

  private List<String> arguments(Path data, Map<String, String> options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--name", data.getFileName().toString(), "--data", data.toString()));
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
    flags.put("avp.node.data", data.toString());
    return new LaunchSettings(flags, System.getenv(), Optional.ofNullable(file)).read();
  }

  /** Port 0 stays 0: any free one. */
  private static String shifted(int port, int by) {
    return Integer.toString(port == 0 ? 0 : port + by);
  }
}
