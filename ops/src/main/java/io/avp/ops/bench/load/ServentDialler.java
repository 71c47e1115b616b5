package io.avp.ops.bench.load;

import io.avp.gnutella.wire.HostAddress;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Connects to a virtual peer as a servent of the handshake 0.6 would, each connection from an
 * address of its own. Compression is offered only if it is asked for.
 */
public final class ServentDialler implements Dialler {
  private static final String END = "\r\n\r\n";
  private static final String ACCEPTS = "Accept-Encoding: deflate";
  private static final String DEFLATES = "Content-Encoding: deflate";
  private static final int MAX_ANSWER = 8 << 10;

  private final IntFunction<HostAddress> peer;
  private final IntPredicate ultrapeer;
  private final IntFunction<byte[]> opening;
  private final boolean deflate;

  /**
   * Connections that first send frames, such as their query tables.
   *
   * @param peer where a connection goes, by its index
   * @param ultrapeer whether it is that of an ultrapeer; the others are leaves
   * @param opening the frames
   */
  public ServentDialler(
      IntFunction<HostAddress> peer, IntPredicate ultrapeer, IntFunction<byte[]> opening) {
    this(peer, ultrapeer, opening, false);
  }

  private ServentDialler(
      IntFunction<HostAddress> peer,
      IntPredicate ultrapeer,
      IntFunction<byte[]> opening,
      boolean deflate) {
    this.peer = peer;
    this.ultrapeer = ultrapeer;
    this.opening = opening;
    this.deflate = deflate;
  }

  /** The same, but connections of ultrapeers are compressed, both ways, or fail. */
  public ServentDialler deflating() {
    return new ServentDialler(peer, ultrapeer, opening, true);
  }

  /** Connections of leaves that say nothing. */
  public static ServentDialler leaves(HostAddress peer) {
    return new ServentDialler(i -> peer, i -> false, i -> new byte[0]);
  }

  @Override
  public boolean compresses(int index) {
    return deflate && ultrapeer.test(index);
  }

  private static String offer(boolean ultrapeer, boolean deflate) {
    return "GNUTELLA CONNECT/0.6\r\nUser-Agent: AvpBench/0.1\r\nX-Ultrapeer: "
        + (ultrapeer ? "True\r\nX-Ultrapeer-Query-Routing: 0.1" : "False")
        + "\r\nX-Query-Routing: 0.1\r\nX-Degree: 32\r\nX-Max-TTL: 4\r\nX-Dynamic-Querying: 0.1"
        + (deflate ? "\r\n" + ACCEPTS : "")
        + "\r\nGGEP: 0.5\r\nBye-Packet: 0.1\r\nPong-Caching: 0.1"
        + END;
  }

  @Override
  public SocketChannel dial(int index) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.bind(new InetSocketAddress(LoopbackAddresses.of(index), 0));
      channel.connect(peer.apply(index).socketAddress());
      boolean compressed = compresses(index);
      write(channel, offer(ultrapeer.test(index), compressed));
      String answer = answer(channel);
      if (!answer.startsWith("GNUTELLA/0.6 200")) {
        throw new LoadFailure(
            "connection " + index + " was refused: " + answer.lines().findFirst().orElse(""));
      }
      if (compressed && !(answer.contains(ACCEPTS) && answer.contains(DEFLATES))) {
        throw new LoadFailure("connection " + index + " is not compressed both ways: " + answer);
      }
      write(channel, "GNUTELLA/0.6 200 OK" + (compressed ? "\r\n" + DEFLATES : "") + END);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Nothing can follow the blank line before the acceptor has read our acknowledgement. */
  private static String answer(SocketChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer part = ByteBuffer.allocate(MAX_ANSWER);
    String text = "";
    while (!text.endsWith(END)) {
      if (channel.read(part.clear()) < 0 || all.size() > MAX_ANSWER) {
        throw new EOFException("no whole answer to the handshake, only: " + text);
      }
      all.write(part.array(), 0, part.position());
      text = all.toString(StandardCharsets.US_ASCII);
    }
    return text;
  }

  @Override
  public byte[] opening(int index) {
    return opening.apply(index);
  }

  @Override
  public boolean answersPings() {
    return true;
  }
}
