package io.avp.ops.bench.load;

import io.avp.gnutella.wire.HostAddress;
import java.net.InetAddress;

/**
 * An address of its own for every synthetic servent, within 127.0.0.0/8: no limit per address is
 * lifted for a bench.
 */
public final class LoopbackAddresses {
  private static final int PER_NET = 200;

  private LoopbackAddresses() {}

  /** Address {@code index}; two processes at a time most likely use different ones. */
  public static InetAddress of(int index) {
    int pid = (int) ProcessHandle.current().pid();
    int ip = 0x7f80_0000 | (pid & 0x3f) << 16 | index / PER_NET << 8 | 1 + index % PER_NET;
    return new HostAddress(ip, 1).inetAddress();
  }
}
