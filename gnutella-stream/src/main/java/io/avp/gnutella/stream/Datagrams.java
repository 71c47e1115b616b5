package io.avp.gnutella.stream;

import io.avp.gnutella.message.DescriptorType;
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
  private SelectionKey key;
  private int allowance;

  private Datagrams(DatagramChannel channel, IoShard shard, Owner owner) {
    this.channel = channel;
    this.shard = shard;
    this.owner = owner;
    // One byte more than allowed shows that a datagram was longer.
    this.in = ByteBuffer.allocate(shard.settings().datagramBytes() + 1);
    this.allowance = shard.settings().datagramsPerSecond();
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
    key = channel.register(shard.selector(), SelectionKey.OP_READ, this);
  }

  /** Selector thread, ten times a second: takes datagrams again after a flood. */
  void tick() {
    int most = shard.settings().datagramsPerSecond();
    allowance = Math.min(most, allowance + most / 10);
    if (key.isValid() && key.interestOps() == 0) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** Selector thread: takes what came, as long as the allowance lasts. */
  void ready() {
    List<Owner.Datagram> batch = new ArrayList<>();
    int most = Math.min(allowance, shard.settings().datagramsPerRound());
    try {
      for (int i = 0; i < most; i++) {
        in.clear();
        if (!(channel.receive(in) instanceof InetSocketAddress from)) {
          break;
        }
        in.flip();
        allowance--;
        if (isForeign()) {
          continue;
        }
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
    if (allowance == 0) {
      shard.counters().datagramPauses.increment();
      key.interestOps(0);
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

  /** Other protocols on the same port (fact sheet, section 11): no offence, and not for us. */
  private boolean isForeign() {
    byte[] b = in.array();
    if (in.remaining() >= 8 && b[0] == 'G' && b[1] == 'T' && b[2] == 'A') {
      return in.remaining() < Header.BYTES || !isDescriptor(); // semi-reliable UDP
    }
    DescriptorType type = Header.type(b, 0);
    return in.remaining() >= Header.BYTES
        && (type == DescriptorType.RUDP || type == DescriptorType.DHT);
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
