package io.avp.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avp peers|links|regions [ID]}. */
final class ListCommands {
  private ListCommands() {}

  /** What the three have in common. */
  private abstract static class Listing implements Callable<Integer> {
    @Mixin private Target target;
    @Mixin private Output output;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Shows one with all details.")
    private String id;

    private final String path;
    private final String[] columns;

    Listing(String path, String... columns) {
      this.path = path;
      this.columns = columns;
    }

    /** More of the query string, beginning with an ampersand, or empty. */
    String filter() {
      return "";
    }

    /** Does something else with one item; true if done. */
    boolean act(Api api, String chosen, Output to) {
      return false;
    }

    @Override
    public Integer call() {
      Api api = target.api();
      if (id == null) {
        list(api);
      } else if (!act(api, id, output)) {
        JsonNode one = api.get(path + "/" + Api.encoded(id));
        if (output.json()) {
          output.json(one);
        } else {
          details(one);
        }
      }
      return ExitCode.OK;
    }

    /** Takes one away, as far as its kind allows. */
    void delete(Api api, String chosen) {
      api.delete(path + "/" + Api.encoded(chosen));
    }

    private void list(Api api) {
      List<JsonNode> items = api.all(path, filter());
      if (output.json()) {
        output.json(Api.listed(items));
      } else {
        output.table(items, columns);
      }
    }

    private void details(JsonNode one) {
      List<JsonNode> lines = new ArrayList<>();
      one.properties()
          .forEach(
              field ->
                  lines.add(
                      Api.MAPPER
                          .createObjectNode()
                          .put("name", field.getKey())
                          .set("value", field.getValue())));
      output.table(lines, "FIELD=name", "VALUE=value");
    }
  }

  @Command(name = "peers", description = "Lists virtual peers, or shows one.")
  static final class Peers extends Listing {
    Peers() {
      super(
          "/api/v1/peers",
          "ID=id",
          "NODE=node",
          "ADDRESS=address",
          "LINKS=links",
          "STATE=state",
          "INCARNATION=incarnation");
    }
  }

  @Command(name = "links", description = "Lists relations, or shows one, or closes one.")
  static final class Links extends Listing {
    @ArgGroup private Choice choice;

    private static final class Choice {
      @Option(names = "--peer", paramLabel = "ID", description = "Only those of a virtual peer.")
      private String peer;

      @Option(names = "--close", description = "Closes the relation ID with a Bye.")
      private boolean close;
    }

    Links() {
      super(
          "/api/v1/links",
          "ID=id",
          "PEER=peer",
          "REMOTE=remoteAddress",
          "AGENT=userAgent:60",
          "MODE=mode",
          "DIR=direction",
          "AGE-MS=ageMillis",
          "RTT-MS=rttMillis",
          "QUEUED=queuedFrames",
          "STATE=state");
    }

    @Override
    String filter() {
      return choice == null || choice.peer == null ? "" : "&peer=" + Api.encoded(choice.peer);
    }

    @Override
    boolean act(Api api, String chosen, Output to) {
      if (choice == null || !choice.close) {
        return false;
      }
      delete(api, chosen);
      to.line("closed " + chosen);
      return true;
    }
  }

  @Command(
      name = "regions",
      description = "Lists query regions, or shows one, or makes one learn all again.")
  static final class Regions extends Listing {
    @Option(
        names = "--forget",
        description = "Makes the region ID forget what it knows: it learns it again.")
    private boolean forget;

    Regions() {
      super(
          "/api/v1/regions",
          "ID=id",
          "NODE=node",
          "COMPLETE=complete",
          "SLOTS=hintedSlots",
          "LOAD=load",
          "ASKED=asked",
          "ANSWERED=answered");
    }

    @Override
    String filter() {
      if (forget) {
        throw new CommandError(ExitCode.USAGE, "--forget needs the number of a region");
      }
      return "";
    }

    @Override
    boolean act(Api api, String chosen, Output to) {
      if (forget) {
        delete(api, chosen);
        to.line("region " + chosen + " learns anew");
      }
      return forget;
    }
  }
}
