package io.avp.actor;

import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The first group of a handshake over a plain socket, and what is answered. */
final class RawOffer implements AutoCloseable {
  final String answer;
  private final Socket socket;

  /** Sends an offer from {@code ip}; reads up to the empty line. */
  RawOffer(HostAddress to, String ip, String... headers) throws IOException {
    socket = new Socket(to.inetAddress(), to.port(), InetAddress.getByName(ip), 0);
    socket.setSoTimeout((int) TestNode.PATIENCE.toMillis());
    write("GNUTELLA CONNECT/0.6\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    answer = group();
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.US_ASCII));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Reads one group of headers; what there is if the other side closes. */
  private String group() throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("\r\n\r\n")) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        break;
      }
      text.append((char) c);
    }
    return text.toString();
  }

  int status() {
    return Integer.parseInt(answer.substring("GNUTELLA/0.6 ".length()).substring(0, 3));
  }

  /** The value of a header, exactly as named. */
  String header(String name) {
    for (String line : List.of(answer.split("\r\n"))) {
      if (line.startsWith(name + ": ")) {
        return line.substring(name.length() + 2);
      }
    }
    return "";
  }

  /** True if the other side closes. */
  boolean closes() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
