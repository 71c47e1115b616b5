package io.avp.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avp holdings GUID}. */
@Command(
    name = "holdings",
    description = "Lists the files of a servent that the realm knows, or forgets them.")
final class HoldingsCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/holdings";

  @Mixin private Target target;
  @Mixin private Output output;

  @Parameters(paramLabel = "GUID", description = "The servent: 32 hexadecimal digits.")
  private String member;

  @Option(
      names = "--purge",
      description = "Forgets them everywhere; the servent is asked until it is browsed again.")
  private boolean purge;

  @Override
  public Integer call() {
    Api api = target.api();
    String filter = "member=" + Api.encoded(member);
    if (purge) {
      api.delete(PATH + "?" + filter);
      output.line("forgot " + member);
      return ExitCode.OK;
    }
    List<JsonNode> items = api.all(PATH, "&" + filter);
    if (output.json()) {
      output.json(Api.listed(items));
    } else {
      output.table(
          items,
          "NAME=name:60",
          "SIZE=size",
          "SHA1=sha1",
          "ADDRESS=address",
          "VIA=via",
          "TOLD=told",
          "SOURCE=source",
          "AGE-MIN=ageMinutes");
    }
    return ExitCode.OK;
  }
}
