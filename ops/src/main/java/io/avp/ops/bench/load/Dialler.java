package io.avp.ops.bench.load;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Opens the generator's connections to one relay. */
public interface Dialler {
  /**
   * Connects and shakes hands; the channel still blocks, and nothing but frames follows on it.
   *
   * @param index of the connection, from 0
   */
  SocketChannel dial(int index) throws IOException;

  /** Frames that the connection sends first. May be empty. */
  byte[] opening(int index);

  /** True if the other side answers a ping behind them; then it has taken them in. */
  boolean answersPings();

  /** True if both directions of the connection are compressed from the first frame on. */
  default boolean compresses(int index) {
    return false;
  }
}
