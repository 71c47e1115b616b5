package io.avp.actor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Whether a node's port for other nodes answers. Asked by a connection of its own: what Artery says
 * to a node that has removed this one is dropped there without a word.
 */
final class PortProbe {
  private static final int LIMIT_MILLIS = 2_000;

  private PortProbe() {}

  /**
   * Connects, says nothing more, and waits for the other side to end it, too; takes up to four
   * seconds. A port that only the system accepts for, of a process that stands still or behind a
   * proxy, does not answer.
   *
   * @param from local address to leave from; empty for any
   */
  static boolean answers(String host, int port, String from) {
    try (Socket socket = new Socket()) {
      if (!from.isEmpty()) {
        socket.bind(new InetSocketAddress(from, 0));
      }
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      socket.shutdownOutput();
      return socket.getInputStream().read() < 0;
    } catch (IOException silent) {
      return false;
    }
  }
}
