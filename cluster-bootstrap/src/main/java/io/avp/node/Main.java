package io.avp.node;

import io.avp.actor.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avp node}: one node in the foreground, until SIGTERM or Ctrl-C. */
@Command(
    name = "node",
    description = "Runs one node in the foreground, until SIGTERM or Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Flags win over AVP_* of the environment, that over the file, that over the defaults.",
      "Exit codes: 0 ended in order, 1 could not start, 2 wrong usage or setting, 3 removed from",
      "its cluster: to be started again."
    })
public final class Main implements Callable<Integer> {
  private static final int USAGE = 2;

  private final Map<String, Object> flags = new HashMap<>();

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in HOCON.")
  private Path file;

  @Option(names = "--host", description = "Address for servents and other nodes. 127.0.0.1.")
  void host(String host) {
    flags.put("avp.node.host", host);
    flags.put("avp.gnutella.host", host);
  }

  @Option(names = "--port", description = "Gnutella port of the first virtual peer. 16346.")
  void port(String port) {
    flags.put("avp.first-port", port);
  }

  @Option(names = "--peers", paramLabel = "N", description = "Number of virtual peers. 1.")
  void peers(String count) {
    flags.put("avp.peer-count", count);
  }

  @Option(names = "--data", paramLabel = "DIR", description = "Directory of the node's files.")
  void data(Path data) {
    flags.put("avp.node.data", data.toAbsolutePath().toString());
  }

  @Option(names = "--name", description = "Name of the node, unique in the cluster.")
  void name(String name) {
    flags.put("avp.node.name", name);
  }

  @Option(
      names = "--seed",
      paramLabel = "HOST:PORT",
      description = "A node to join, by its remoting port; may be repeated.")
  void seeds(List<String> seeds) {
    flags.put("avp.node.seeds", List.copyOf(seeds));
  }

  @Option(names = "--remoting-port", paramLabel = "PORT", description = "For other nodes. 7355.")
  void remotingPort(String port) {
    flags.put("avp.node.remoting-port", port);
  }

  @Option(names = "--http-host", paramLabel = "HOST", description = "For HTTP. 127.0.0.1.")
  void httpHost(String host) {
    flags.put("avp.node.http-host", host);
  }

  @Option(names = "--http-port", paramLabel = "PORT", description = "For HTTP. 7626.")
  void httpPort(String port) {
    flags.put("avp.node.http-port", port);
  }

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting under avp, such as --set avp.gnutella.dial-out=true.")
  void set(Map<String, String> settings) {
    flags.putAll(settings);
  }

  /** Runs a node; the exit code is that of the command. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    Node node;
    try {
      node =
          Node.start(new LaunchSettings(flags, System.getenv(), Optional.ofNullable(file)).read());
    } catch (SettingsException e) {
      return failed(e, USAGE);
    } catch (StartError e) {
      return failed(e, 1);
    }
    Logger log = LoggerFactory.getLogger(Main.class);
    AtomicInteger code = new AtomicInteger();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node, code), "end"));
    Endpoint at = node.endpoint();
    log.info("ready: node {}, http {}, remoting {}", at.node(), at.http(), at.remoting());
    at.peers().forEach(peer -> log.info("virtual peer {}", peer));
    code.set(node.await());
    return code.get();
  }

  /** After a signal the JVM would end with 128 + its number; an orderly end is a success. */
  private static void end(Node node, AtomicInteger code) {
    int last = node.stop();
    Runtime.getRuntime().halt(Math.max(code.get(), last));
  }

  private static int failed(RuntimeException e, int code) {
    System.err.println("avp node: " + e.getMessage());
    return code;
  }
}
