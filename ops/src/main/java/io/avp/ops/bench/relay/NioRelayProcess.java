package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.Ring;
import io.avp.ops.process.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A {@link NioRelay} in a JVM of its own, with the flags of a node. */
final class NioRelayProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private NioRelayProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param deflate true if connections of those who send are compressed both ways
   */
  static NioRelayProcess start(Ring fanOut, boolean deflate) throws IOException {
    Process process =
        JavaProcess.startPiped(
            JavaProcess.nodeFlags(),
            NioRelayMain.class.getName(),
            Stream.of(
                    fanOut.connections(),
                    fanOut.width(),
                    fanOut.nodes(),
                    fanOut.shift(),
                    fanOut.every(),
                    deflate ? 1 : 0)
                .map(number -> Integer.toString(number))
                .toList());
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = said.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the plain relay did not start");
    }
    return new NioRelayProcess(process, Integer.parseInt(line));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
