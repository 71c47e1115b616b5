package io.avp.node;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;

/**
 * Tells before anything is started whether the ports are free, so that the answer comes at once and
 * names the setting.
 */
public final class PortCheck {
  private PortCheck() {}

  /**
   * A TCP port.
   *
   * @param setting what to change if it is not free
   * @param hostSetting what to change if the address is not one of this machine
   * @param host address to bind
   * @param port 0 is always free
   * @throws StartError if it cannot be bound
   */
  static void tcp(String setting, String hostSetting, String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(hostSetting, host), port));
    } catch (IOException e) {
      checkAddress(hostSetting, host);
      throw refused(setting, "TCP", host, port, e);
    }
  }

  /** The same for UDP. */
  static void udp(String setting, String hostSetting, String host, int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(address(hostSetting, host), port));
    } catch (SocketException e) {
      checkAddress(hostSetting, host);
      throw refused(setting, "UDP", host, port, e);
    }
  }

  /**
   * A port that is free now, for a node whose others must know it before it starts.
   *
   * @param host address to bind
   * @throws StartError if nothing can be bound there
   */
  public static int free(String host) {
    checkAddress("avp.node.host", host);
    try (ServerSocket socket = new ServerSocket(0, 1, address("avp.node.host", host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw refused("avp.node.remoting-port", "TCP", host, 0, e);
    }
  }

  /** Where not even a free port can be had, the address is at fault. */
  private static void checkAddress(String setting, String host) {
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(address(setting, host), 0));
    } catch (IOException e) {
      throw new StartError(
          setting
              + ": cannot listen on "
              + host
              + " ("
              + e.getMessage()
              + "); name an address of this machine");
    }
  }

  private static InetAddress address(String setting, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new StartError(setting + ": the address '" + host + "' is not known");
    }
  }

  private static StartError refused(
      String setting, String kind, String host, int port, IOException e) {
    return new StartError(
        setting
            + ": cannot listen on "
            + kind
            + " "
            + host
            + ":"
            + port
            + " ("
            + e.getMessage()
            + "); choose another port, or 0 for any free one");
  }
}
