package io.avp.ops.bench.load;

import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Sends queries on all its connections, never more than the window allows, and checks every copy
 * that comes back. Runs on the caller's thread, and only while it is called.
 */
public final class Generator implements AutoCloseable {
  private static final int STEP = 256 << 10;
  private static final long STALL_NANOS = 10_000_000_000L;
  private static final long POLL_MILLIS = 100;

  private final FanOut fanOut;
  private final QueryFrames frames;
  private final LoadShape shape;
  private final Receipts receipts;
  private final Selector selector = Selector.open();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(STEP);
  private final List<LoadConnection> connections = new ArrayList<>();
  private final BitSet ready = new BitSet();
  private IOException failure;

  /** A generator without connections. */
  public Generator(FanOut fanOut, QueryFrames frames, LoadShape shape) throws IOException {
    this.fanOut = fanOut;
    this.frames = frames;
    this.shape = shape;
    this.receipts = new Receipts(fanOut, frames);
  }

  /** Opens all connections and waits until the relay has taken in what they send first. */
  public void open(Dialler dialler) throws IOException {
    boolean talks = false;
    for (int i = 0; i < fanOut.connections(); i++) {
      SocketChannel channel = dialler.dial(i);
      LoadConnection c = new LoadConnection(i, channel, direct);
      connections.add(c);
      channel.configureBlocking(false);
      c.registered(channel.register(selector, SelectionKey.OP_READ, c));
      byte[] opening = dialler.opening(i);
      if (opening.length > 0) {
        talks = true;
        c.append(opening);
        c.append(Ping.plain().frame(readyId(i), 1, 0));
        c.flush();
      }
    }
    long since = System.nanoTime();
    while (talks && ready.cardinality() < fanOut.connections()) {
      if (System.nanoTime() - since > STALL_NANOS) {
        int silent = ready.nextClearBit(0);
        throw new LoadFailure("the first ping of connection " + silent + " was not answered");
      }
      pass(POLL_MILLIS);
    }
  }

  private static Guid readyId(int index) {
    return Guid.modern(0x6176_7062_656e_6368L + index, ~(long) index << 8);
  }

  /**
   * Sends until the time is over or the number reached, then waits for what is on its way.
   *
   * @return how many queries were sent; every copy of every one was checked
   * @throws LoadFailure if one is wrong, or nothing comes for 10 s
   */
  public long run(long nanos, long most) throws IOException {
    long start = System.nanoTime();
    long count = 0;
    long copies = receipts.copies();
    long progress = start;
    while (true) {
      long now = System.nanoTime();
      boolean sending = now - start < nanos && count < most;
      boolean waiting = false;
      for (LoadConnection c : connections) {
        long open = c.sent - receipts.complete(c.index);
        if (sending && count < most && c.isIdle() && shape.window() - open >= shape.batch()) {
          send(c);
          count += shape.batch();
          open = 1;
        }
        waiting |= open > 0;
      }
      if (!sending && !waiting) {
        return count;
      }
      pass(POLL_MILLIS);
      if (receipts.copies() != copies) {
        copies = receipts.copies();
        progress = now;
      } else if (now - progress > STALL_NANOS) {
        throw new LoadFailure("copies are missing: " + missing());
      }
    }
  }

  /** Answers what has come meanwhile, without sending queries. */
  public void attend() throws IOException {
    pass(1);
  }

  private void send(LoadConnection c) throws IOException {
    for (int i = 0; i < shape.batch(); i++) {
      int at = c.claim(QueryFrames.BYTES);
      frames.write(c.out(), at, c.index, c.sent++);
    }
    c.flush();
  }

  private String missing() {
    for (LoadConnection c : connections) {
      long complete = receipts.complete(c.index);
      if (complete < c.sent) {
        return String.format(
            "of %d queries of connection %d only %d reached all %d targets",
            c.sent, c.index, complete, fanOut.width());
      }
    }
    return "none";
  }

  private void pass(long millis) throws IOException {
    selector.select(this::ready, millis);
    if (failure != null) {
      throw failure;
    }
  }

  private void ready(SelectionKey key) {
    LoadConnection c = (LoadConnection) key.attachment();
    try {
      if (key.isReadable()) {
        c.read(this::take);
      }
      if (key.isWritable()) {
        c.flush();
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void take(LoadConnection c, byte[] bytes, int at, int length) throws IOException {
    DescriptorType type = Header.type(bytes, at);
    if (type == DescriptorType.QUERY) {
      receipts.take(bytes, at, length, c.index);
    } else if (type == DescriptorType.PING && Header.hops(bytes, at) == 0) {
      HostAddress self = new HostAddress(0x7f00_0001, 1);
      c.append(new Pong(self, 0, 0, Ggep.NONE).frame(Guid.read(bytes, at), 1, 0));
      c.flush();
    } else if (type == DescriptorType.PONG && Guid.read(bytes, at).equals(readyId(c.index))) {
      ready.set(c.index);
    } else if (type == DescriptorType.BYE) {
      throw new LoadFailure("connection " + c.index + " got a Bye: " + bye(bytes, at, length));
    }
  }

  private static String bye(byte[] bytes, int at, int length) {
    try {
      Bye bye = Bye.decode(bytes, at + Header.BYTES, length - Header.BYTES);
      return bye.code() + " " + bye.message();
    } catch (MalformedException e) {
      return "unreadable, " + e.getMessage();
    }
  }

  /** Closes all connections. */
  @Override
  public void close() throws IOException {
    for (LoadConnection c : connections) {
      c.close();
    }
    selector.close();
  }
}
