package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.Dialler;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.IntPredicate;

/**
 * Connects to a {@link NioRelay}.
 *
 * @param port where it listens
 * @param compressed connections of which both directions are
 */
record NioRelayDialler(int port, IntPredicate compressed) implements Dialler {
  @Override
  public SocketChannel dial(int index) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ByteBuffer four = ByteBuffer.allocate(Integer.BYTES).putInt(index).flip();
    channel.write(four);
    four.clear();
    while (four.hasRemaining()) {
      if (channel.read(four) < 0) {
        throw new EOFException("the relay ended");
      }
    }
    return channel;
  }

  @Override
  public byte[] opening(int index) {
    return new byte[0];
  }

  @Override
  public boolean answersPings() {
    return false;
  }

  @Override
  public boolean compresses(int index) {
    return compressed.test(index);
  }
}
