package io.avp.ops.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections on which this side says nothing. */
public final class IdleConnections implements AutoCloseable {
  private static final int PART = 64 << 10;

  private final Dialler dialler;
  private final List<SocketChannel> channels = new ArrayList<>();

  /** None yet. */
  public IdleConnections(Dialler dialler) {
    this.dialler = dialler;
  }

  /** Opens some more. */
  public void open(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = dialler.dial(channels.size());
      channels.add(channel);
      channel.configureBlocking(false);
    }
  }

  /** How many there are. */
  public int size() {
    return channels.size();
  }

  /**
   * Reads away what has come.
   *
   * @throws LoadFailure if the other side has closed one of them
   */
  public void check() throws IOException {
    ByteBuffer part = ByteBuffer.allocate(PART);
    for (int i = 0; i < channels.size(); i++) {
      int n;
      do {
        n = channels.get(i).read(part.clear());
      } while (n > 0);
      if (n < 0) {
        throw new LoadFailure("idle connection " + i + " was closed by the other side");
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
