package io.avp.node.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The least that an AVP takes for a leaf: a handshake by hand, and whatever the AVP sends then. */
final class RawLeaf implements AutoCloseable {
  private final Socket socket = new Socket();

  /**
   * Connects.
   *
   * @param from own loopback address
   * @param port of the virtual peer
   */
  RawLeaf(String from, int port, String userAgent) throws IOException {
    this(from, port, userAgent, "");
  }

  /**
   * Connects.
   *
   * @param headers more of them, each with its line end
   */
  RawLeaf(String from, int port, String userAgent, String headers) throws IOException {
    socket.setSoTimeout(20_000);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    write(
        "GNUTELLA CONNECT/0.6\r\nUser-Agent: "
            + userAgent
            + "\r\nX-Ultrapeer: False\r\nX-Query-Routing: 0.1\r\nGGEP: 0.5\r\n"
            + headers
            + "\r\n");
    String reply = head();
    if (!reply.startsWith("GNUTELLA/0.6 200")) {
      throw new IOException("not accepted: " + reply);
    }
    write("GNUTELLA/0.6 200 OK\r\n\r\n");
  }

  /** Reads to the end of the connection; the type of the last descriptor. */
  int lastDescriptor() throws IOException {
    InputStream in = socket.getInputStream();
    int last = -1;
    while (true) {
      byte[] header = in.readNBytes(23);
      if (header.length < 23) {
        return last;
      }
      last = header[16] & 0xff;
      int length = (header[19] & 0xff) | (header[20] & 0xff) << 8 | (header[21] & 0xff) << 16;
      in.readNBytes(length);
    }
  }

  /** Sends a descriptor. */
  void send(byte[] frame) throws IOException {
    socket.getOutputStream().write(frame);
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      head.write(next);
      String text = head.toString(StandardCharsets.ISO_8859_1);
      if (text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
  }

  private void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
