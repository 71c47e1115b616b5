package io.avp.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avp.node.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code avp status}: the nodes of this user, and whether they are well. */
@Command(
    name = "status",
    description = "Shows the nodes that run here; exit code 7 if one is not ready, 6 if none runs.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private Target target;
  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    boolean well = true;
    Set<String> missing = supervised();
    for (Target.Found found : target.running()) {
      ObjectNode line = line(found.endpoint());
      String state = state(found);
      well &= state.equals("ready");
      lines.add(line.put("state", state));
      missing.remove(found.endpoint().node());
    }
    for (String name : missing) {
      well = false;
      lines.add(
          line(new Endpoint(name, 0, 0, "", "", List.of())).put("state", "down").putNull("pid"));
    }
    if (output.json()) {
      output.json(
          Api.MAPPER.createObjectNode().set("items", Api.MAPPER.createArrayNode().addAll(lines)));
    } else if (lines.isEmpty()) {
      output.line("no node runs below " + target.root());
    } else {
      output.table(lines, columns());
    }
    if (lines.isEmpty()) {
      return ExitCode.UNREACHABLE;
    }
    return well ? ExitCode.OK : ExitCode.UNHEALTHY;
  }

  /** What is shown of a node. */
  static ObjectNode line(Endpoint at) {
    return Api.MAPPER
        .createObjectNode()
        .put("node", at.node())
        .put("pid", at.pid())
        .put("http", at.http())
        .put("remoting", at.remoting())
        .put("peers", String.join(", ", at.peers()));
  }

  /** The columns of a table of nodes. */
  static String[] columns() {
    return new String[] {
      "NODE=node", "STATE=state", "PID=pid", "HTTP=http", "REMOTING=remoting", "VIRTUAL PEERS=peers"
    };
  }

  /**
   * The nodes that a supervisor keeps: one that does not run is starting again, or has given up.
   */
  private Set<String> supervised() throws IOException {
    Set<String> names = new TreeSet<>();
    if (target.all() && SupervisorFile.in(target.root()).isPresent()) {
      NodeLine.read(target.root()).forEach(node -> names.add(node.name()));
    }
    return names;
  }

  private String state(Target.Found found) {
    try {
      return Target.api(found).ask("GET", "/ready").body().path("status").asText("unknown");
    } catch (CommandError e) {
      output.note("avp: " + e.getMessage());
      return "unreachable";
    }
  }
}
