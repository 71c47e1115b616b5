package io.avp.node.cli;

import io.avp.node.BuildVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code avp version}. */
@Command(name = "version", description = "Prints the versions of AVP and Java.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    line.getOut().println("avp " + BuildVersion.text() + ", Java " + Runtime.version());
    line.getOut().flush();
    return ExitCode.OK;
  }
}
