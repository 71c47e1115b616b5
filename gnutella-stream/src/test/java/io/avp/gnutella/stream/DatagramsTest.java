package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.Vectors;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The UDP half of a port. */
class DatagramsTest {
  private static final byte[] PING = frame(DescriptorType.PING, 1, 0, 3);

  private static void send(DatagramSocket from, TestPort to, byte[] bytes) throws IOException {
    from.send(new DatagramPacket(bytes, bytes.length, to.address().socketAddress()));
  }

  @Test
  void wholeDescriptorsArriveAndCanBeAnswered() throws Exception {
    try (TestPort port = new TestPort("");
        DatagramSocket other = new DatagramSocket(0, InetAddress.getByName("127.4.0.1"))) {
      send(other, port, PING);
      Owner.Datagram came = TestServent.next(port.servent.datagrams);
      assertArrayEquals(PING, came.bytes());
      assertEquals("127.4.0.1:" + other.getLocalPort(), came.remote().toString());
      byte[] pong = frame(DescriptorType.PONG, 1, 0, 14);
      port.listener.sendDatagram(came.remote(), pong);
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      other.setSoTimeout(10_000);
      other.receive(answer);
      assertArrayEquals(pong, Arrays.copyOf(answer.getData(), answer.getLength()));
      assertEquals(port.address().socketAddress(), answer.getSocketAddress());
    }
  }

  @Test
  void whatIsNotOneWholeDescriptorIsCountedAndDropped() throws Exception {
    byte[] longer = Arrays.copyOf(PING, PING.length + 1);
    byte[] negative = PING.clone();
    negative[22] = (byte) 0x80;
    byte[] large = frame(DescriptorType.QUERY_HIT, 1, 0, 600);
    try (TestPort port = new TestPort("datagram-size = 512");
        DatagramSocket other = new DatagramSocket()) {
      byte[][] bad = {
        {},
        {1, 2, 3},
        Arrays.copyOf(PING, Header.BYTES),
        longer,
        negative,
        large,
        Vectors.golden1("udp-bad-truncated").bytes()
      };
      for (byte[] datagram : bad) {
        send(other, port, datagram);
      }
      send(other, port, PING);
      assertArrayEquals(PING, TestServent.next(port.servent.datagrams).bytes());
      assertEquals(bad.length, port.shards.stats().datagramsMalformed());
      assertTrue(port.servent.datagrams.isEmpty());
    }
  }

  @Test
  void otherProtocolsOnTheSamePortAreNoOffence() throws Exception {
    try (TestPort port = new TestPort("");
        DatagramSocket other = new DatagramSocket()) {
      for (Vectors.Capture fragment :
          Vectors.captures().filter(c -> c.kind().startsWith("semi-reliable UDP")).toList()) {
        send(other, port, fragment.bytes());
      }
      send(other, port, frame(DescriptorType.DHT, 1, 0, 40));
      byte[] rudp = frame(DescriptorType.RUDP, 1, 0, 40);
      rudp[19] = 99; // other meaning, other length
      send(other, port, rudp);
      send(other, port, PING);
      assertArrayEquals(PING, TestServent.next(port.servent.datagrams).bytes());
      assertEquals(0, port.shards.stats().datagramsMalformed());
    }
  }

  @Test
  void afterAFloodTheRestWaitsInTheKernel() throws Exception {
    try (TestPort port = new TestPort("datagrams-per-second = 10");
        DatagramSocket other = new DatagramSocket()) {
      for (int i = 0; i < 15; i++) {
        send(other, port, PING);
      }
      for (int i = 0; i < 15; i++) {
        TestServent.next(port.servent.datagrams);
      }
      assertTrue(port.shards.stats().datagramPauses() > 1);
    }
  }

  @Test
  void anErrorOfTheOwnerLosesItsDatagramsOnly() throws Exception {
    try (TestPort port = new TestPort("");
        DatagramSocket other = new DatagramSocket()) {
      port.servent.disturbance =
          () -> {
            port.servent.disturbance = () -> {};
            throw new IllegalStateException("an owner's mistake, part of the test");
          };
      send(other, port, PING);
      TestServent.until(() -> port.shards.stats().datagramsIn() == 1);
      send(other, port, PING);
      assertArrayEquals(PING, TestServent.next(port.servent.datagrams).bytes());
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (TestPort port = new TestPort("");
        DatagramSocket udp = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      for (int taken : new int[] {port.address().port(), udp.getLocalPort()}) {
        BindException e =
            Assertions.assertThrows(
                BindException.class,
                () -> port.shards.listen(new InetSocketAddress("127.0.0.1", taken), port.servent));
        assertTrue(e.getMessage().contains("127.0.0.1:" + taken), e::getMessage);
      }
    }
  }
}
