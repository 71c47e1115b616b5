package io.avp.gnutella.stream;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UDP half of a port: whole descriptors to the owner, a batch per select round. */
final class Datagrams {
  private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);

  private final DatagramChannel channel;
  private final IoShard shard;
  private final Owner owner;
  private final ByteBuffer in;

  private Datagrams(DatagramChannel channel, IoShard shard, Owner owner) {
    this.channel = channel;
    this.shard = shard;
    this.owner = owner;
    // One byte more than allowed shows that a datagram was longer.
    this.in = ByteBuffer.allocate(shard.settings().datagramBytes() + 1);
  }

  static Datagrams bind(InetSocketAddress local, IoShard shard, Owner owner) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.bind(local);
      channel.configureBlocking(false);
      return new Datagrams(channel, shard, owner);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Selector thread. */
  void register() throws IOException {
    channel.register(shard.selector(), SelectionKey.OP_READ, this);
  }

  /** Selector thread: takes what came. */
  void ready() {
    List<Owner.Datagram> batch = new ArrayList<>();
    try {
      for (int i = 0; i < shard.settings().datagramsPerRound(); i++) {
        in.clear();
        if (!(channel.receive(in) instanceof InetSocketAddress from)) {
          break;
        }
        in.flip();
        if (isDescriptor() && from.getAddress() instanceof Inet4Address) {
          byte[] bytes = new byte[in.remaining()];
          in.get(bytes);
          batch.add(new Owner.Datagram(HostAddress.of(from), bytes));
        } else {
          shard.counters().datagramsMalformed.increment();
        }
      }
    } catch (IOException e) {
      LOG.debug("a datagram could not be received", e);
    }
    if (batch.isEmpty()) {
      return;
    }
    shard.counters().datagramsIn.add(batch.size());
    try {
      owner.onDatagrams(List.copyOf(batch));
    } catch (RuntimeException | Error e) {
      LOG.error("owner {} failed on {} datagrams", owner, batch.size(), e);
    }
  }

  private boolean isDescriptor() {
    int length = in.remaining();
    return length >= Header.BYTES
        && length < in.capacity()
        && Header.payloadLength(in.array(), 0) == length - Header.BYTES;
  }

  /** Any thread: sends at once, or drops and counts. */
  void send(HostAddress remote, byte[] bytes) {
    try {
      if (channel.send(ByteBuffer.wrap(bytes), remote.socketAddress()) == bytes.length) {
        return;
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a datagram to {} could not be sent", remote, e);
    }
    shard.counters().datagramsUnsent.increment();
  }

  void close() throws IOException {
    channel.close();
  }
}
