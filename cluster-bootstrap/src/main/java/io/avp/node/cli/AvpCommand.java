package io.avp.node.cli;

import io.avp.actor.SettingsException;
import io.avp.node.BuildVersion;
import io.avp.node.Main;
import io.avp.node.PlainText;
import io.avp.node.StartError;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The {@code avp} command. */
@Command(
    name = "avp",
    description = "Active Virtual Peers: starts nodes, looks at them, steers them.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = AvpCommand.Version.class,
    footer = {
      "",
      "Files of nodes lie below $AVP_STATE, else $XDG_STATE_HOME/avp, else ~/.local/state/avp.",
      "Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 conflict, 5 denied, 6 unreachable,",
      "7 unhealthy."
    },
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      ListCommands.Peers.class,
      ListCommands.Links.class,
      ListCommands.Regions.class,
      LedgerCommand.class,
      HoldingsCommand.class,
      LogsCommand.class,
      Main.class,
      DoctorCommand.class,
      ConfigCommand.class,
      VersionCommand.class,
      Supervisor.class,
      TrainCommand.class,
      CommandLine.HelpCommand.class
    })
public final class AvpCommand {
  private static final int WIDTH = 100;

  /** The version line. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"avp " + BuildVersion.text()};
    }
  }

  /** Runs the command; the exit code is its result. */
  public static void main(String[] args) {
    System.exit(create().execute(args));
  }

  /** The whole command, with the subcommands of other modules. */
  public static CommandLine create() {
    CommandLine line = new CommandLine(new AvpCommand());
    ServiceLoader.load(ExtraCommand.class).forEach(line::addSubcommand);
    line.getSubcommands().values().forEach(AvpCommand::inOnePiece);
    line.setUsageHelpWidth(WIDTH);
    line.setExecutionExceptionHandler(AvpCommand::failed);
    return line;
  }

  /** The list of commands shows the first line of a description only, and wraps that. */
  private static void inOnePiece(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.description(String.join(" ", usage.description()));
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
    int code =
        e instanceof CommandError error
            ? error.code()
            : e instanceof SettingsException ? ExitCode.USAGE : ExitCode.FAILED;
    boolean expected =
        e instanceof CommandError || e instanceof SettingsException || e instanceof StartError;
    line.getErr()
        .println(
            line.getColorScheme()
                .errorText("avp: " + PlainText.escape(expected ? e.getMessage() : e.toString())));
    return code;
  }
}
