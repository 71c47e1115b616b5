package io.avp.node;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Looks whether anything listens at a seed, because Akka only knows that it does not answer. */
final class SeedProbe {
  private static final int LIMIT_MILLIS = 1_000;

  /** What was found. */
  enum Found {
    LISTENS("something listens there, but it has not answered as a member of a cluster of AVP"),
    REFUSES("nobody listens there"),
    SILENT("cannot be reached");

    private final String text;

    Found(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private SeedProbe() {}

  /**
   * Opens a connection and closes it; takes up to a second.
   *
   * @param seed {@code host:port}
   */
  static Found look(String seed) {
    int colon = seed.lastIndexOf(':');
    String host = seed.substring(0, colon).replaceAll("^\\[|]$", "");
    int port = Integer.parseInt(seed.substring(colon + 1));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      return Found.LISTENS;
    } catch (ConnectException refused) {
      return Found.REFUSES;
    } catch (IOException e) {
      return Found.SILENT;
    }
  }
}
