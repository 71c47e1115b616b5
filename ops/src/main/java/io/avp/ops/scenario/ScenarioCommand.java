package io.avp.ops.scenario;

import io.avp.node.cli.ExtraCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avp scenario}. */
@Command(
    name = "scenario",
    description = "Shows what a cluster does under a fault, beside what it must.",
    mixinStandardHelpOptions = true,
    subcommands = PartitionCommand.class,
    footer = {"", "Exit codes: 0 all floors met, 1 one missed or failed, 2 wrong usage."})
public final class ScenarioCommand implements ExtraCommand {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which scenario? partition");
  }
}
