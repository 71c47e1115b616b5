package io.avp.ops.bench;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.bench.relay.Listener;
import io.avp.ops.bench.relay.PeerRow;
import io.avp.ops.bench.relay.Row;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Another ultrapeer, as it is named on the command line. */
final class OtherPeer {
  @Option(
      names = "--peer",
      paramLabel = "ADDRESS:PORT",
      required = true,
      converter = Address.class,
      description =
          "Any other Gnutella ultrapeer that runs on this machine: four ultrapeers ask it, ten"
              + " leaves get every query; beside it a node with the same load, as fast as each can"
              + " and at 5,000 queries per second.")
  private HostAddress address;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      required = true,
      description = "Its process, which must listen at that port.")
  private long pid;

  /** Reads an address and a port. */
  static final class Address implements ITypeConverter<HostAddress> {
    @Override
    public HostAddress convert(String value) {
      try {
        return HostAddress.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Refuses a process that is not the one that listens there. */
  void check(CommandLine line) {
    try {
      Listener.check(address, pid);
    } catch (IOException e) {
      throw new ParameterException(line, "--pid: " + e.getMessage(), e);
    }
  }

  /** Its row of the table. */
  Row row() {
    return new PeerRow(address, pid);
  }
}
