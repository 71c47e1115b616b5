package io.avp.ops.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What carries what the nodes of a cluster say to each other: each node has a loopback address of
 * its own, and a proxy in front of its port. A node's connections must leave from its address,
 * because that tells the proxies who speaks.
 */
public final class NodeNetwork implements AutoCloseable {
  private static final int FIRST = 0x7f20_0000;

  /** Not a port that the system may give to a connection before a node binds it. */
  private static final int PORT = 7355;

  private static final int BIND_PORT = 7356;

  private final List<InetAddress> addresses = new ArrayList<>();
  private final List<ImpairingProxy> proxies = new ArrayList<>();

  /** Opens the proxies of so many nodes. */
  public NodeNetwork(int nodes) throws IOException {
    int pid = (int) ProcessHandle.current().pid();
    for (int node = 0; node < nodes; node++) {
      int ip = FIRST | (pid & 0xfff) << 8 | 1 + node;
      byte[] bytes = {(byte) (ip >>> 24), (byte) (ip >>> 16), (byte) (ip >>> 8), (byte) ip};
      InetAddress address = InetAddress.getByAddress(bytes);
      addresses.add(address);
      proxies.add(
          ImpairingProxy.open(
              new InetSocketAddress(address, PORT), new InetSocketAddress(address, BIND_PORT)));
    }
  }

  /** Address of a node. */
  public String host(int node) {
    return addresses.get(node).getHostAddress();
  }

  /** The port that the others dial. */
  public int port() {
    return PORT;
  }

  /** The port that the node itself listens on. */
  public int bindPort() {
    return BIND_PORT;
  }

  /** Changes one direction. Artery uses a connection in one direction only. */
  public void impair(int from, int to, Impairment impairment) {
    proxies.get(to).impair(addresses.get(from), impairment, impairment);
  }

  /** Does what a schedule says; returns when all is done. */
  public void run(FaultSchedule schedule) throws InterruptedException {
    long start = System.nanoTime();
    for (FaultSchedule.Step step : schedule.steps()) {
      sleepUntil(start, step.at());
      impair(step.from(), step.to(), step.impairment());
    }
  }

  private static void sleepUntil(long start, Duration at) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(start + at.toNanos() - System.nanoTime());
  }

  @Override
  public void close() throws IOException {
    for (ImpairingProxy proxy : proxies) {
      proxy.close();
    }
  }
}
