package io.avp.node.cli;

import io.avp.node.LaunchSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code avp config}: tells about settings without starting anything. */
@Command(
    name = "config",
    description = "Explains and checks settings.",
    synopsisSubcommandLabel = "explain|check")
final class ConfigCommand {
  @Spec private CommandSpec spec;

  @Command(name = "explain", description = "Meaning, value and origin of a setting.")
  int explain(
      @Parameters(paramLabel = "KEY", description = "Such as avp.gnutella.leaves-max.") String key,
      @Option(names = "--config", paramLabel = "FILE") Path file) {
    spec.commandLine().getOut().println(launch(file).explain(key));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  @Command(name = "check", description = "Checks a file of settings as a start would.")
  int check(@Parameters(paramLabel = "FILE") Path file) {
    launch(file).read();
    spec.commandLine().getOut().println("good");
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private static LaunchSettings launch(Path file) {
    return new LaunchSettings(Map.of(), System.getenv(), Optional.ofNullable(file));
  }
}
