package io.avp.ops.bench;

import io.avp.node.cli.ExtraCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code avp bench}. */
@Command(
    name = "bench",
    description =
        "Measures what relaying, idle relations and questions cost, beside what they must.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RelayCommand.class,
      MemoryCommand.class,
      IdleCommand.class,
      OverloadCommand.class,
      SignallingCommand.class,
      JmhCommand.class,
      CheckCommand.class
    },
    footer = {"", "Exit codes: 0 all floors met, 1 one missed or failed, 2 wrong usage."})
public final class BenchCommand implements ExtraCommand {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "which bench? relay, memory, idle, overload, signalling, jmh or check");
  }
}
