package io.avp.gnutella.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.avp.gnutella.message.Header;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** The other side by hand: blocking, byte by byte, obeying nothing. */
final class RawServent implements AutoCloseable {
  static final String OFFER =
      String.join(
          "\r\n",
          "GNUTELLA CONNECT/0.6",
          "User-Agent: Raw/1",
          "X-Ultrapeer: True",
          "Accept-Encoding: deflate",
          "");
  static final String OK = "GNUTELLA/0.6 200 OK\r\n";

  final Socket socket;
  final OutputStream out;
  final DataInputStream in;

  RawServent(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** A relation that is ready for frames. */
  static RawServent related(Socket socket) throws IOException {
    return related(socket, "");
  }

  /** The same, with more fields in the last group. */
  static RawServent related(Socket socket, String fields) throws IOException {
    RawServent raw = new RawServent(socket);
    raw.say(OFFER + "\r\n");
    raw.head();
    raw.say(OK + fields + "\r\n");
    return raw;
  }

  void say(String text) throws IOException {
    say(text.getBytes(ISO_8859_1));
  }

  void say(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Everything up to an empty line, which is included. */
  String head() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      text.append((char) in.readUnsignedByte());
    }
    return text.toString();
  }

  /** The next descriptor. */
  byte[] frame() throws IOException {
    byte[] header = new byte[Header.BYTES];
    in.readFully(header);
    byte[] frame = java.util.Arrays.copyOf(header, Header.BYTES + Header.payloadLength(header, 0));
    in.readFully(frame, Header.BYTES, frame.length - Header.BYTES);
    return frame;
  }

  /** Reads up to the end of the stream, in whatever way it comes; returns the number of bytes. */
  long drain() {
    long n = 0;
    byte[] some = new byte[64 << 10];
    try {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        n += read;
      }
    } catch (IOException e) {
      return n; // a reset is an end as well
    }
    return n;
  }

  /** Goes without a word. */
  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
