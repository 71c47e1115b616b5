package io.avp.ops.sim;

import io.avp.node.cli.ExtraCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avp experiment}. */
@Command(
    name = "experiment",
    description = "Simulates overlays of a size that no machine has, in virtual time.",
    mixinStandardHelpOptions = true,
    subcommands = {DynamicsCommand.class, SignallingCommand.class, AllCommand.class},
    footer = {"", "Exit codes: 0 all floors met, 1 one missed or failed, 2 wrong usage."})
public final class ExperimentCommand implements ExtraCommand {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "which experiment? dynamics, signalling or all");
  }
}
