package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Connections between owners that know each other: frames both ways, for the right key only. */
class TrunkTest {
  private static final Guid KEY = Guid.modern(0x0102030405060708L, 0x1112131415161718L);
  private static final byte[] QUERY = frame(DescriptorType.QUERY, 40);
  private static final byte[] HIT = frame(DescriptorType.QUERY_HIT, 300);

  private static byte[] frame(DescriptorType type, int payload) {
    byte[] frame = new byte[Header.BYTES + payload];
    Header.write(frame, 0, Guid.modern(5, payload), type, 3, 1, payload);
    return frame;
  }

  @Test
  void framesPassBothWaysWithoutAHandshakeOrABye() throws Exception {
    try (TestPort port = new TestPort("")) {
      TestServent dialler = new TestServent();
      port.servent.trunks.add(KEY);
      port.shards.dialTrunk(
          port.address(), null, KEY, TestServent.ANSWER, TestServent.TRUNK_BYTES, dialler);
      Connection accepted = TestServent.next(port.servent.attached);
      Connection dialled = TestServent.next(dialler.attached);
      assertEquals(KEY, accepted.trunk());
      assertEquals(KEY, dialled.trunk());
      assertNull(dialled.relation());
      assertEquals(0, port.servent.slots.get() + dialler.slots.get());
      port.send(dialled, QUERY);
      assertArrayEquals(QUERY, TestServent.next(port.servent.frames));
      port.send(accepted, HIT);
      assertArrayEquals(HIT, TestServent.next(dialler.frames));
      port.shards.close(dialled, CloseReason.SHUTDOWN);
      assertEquals(CloseReason.REMOTE_CLOSED, TestServent.next(port.servent.detached).reason());
      assertTrue(port.servent.frames.isEmpty(), "no Bye");
    }
  }

  @Test
  void aKeyIsGoodForOneTrunk() throws Exception {
    try (TestPort port = new TestPort("")) {
      TestServent dialler = new TestServent();
      port.servent.trunks.add(KEY);
      port.shards.dialTrunk(
          port.address(), null, KEY, TestServent.ANSWER, TestServent.TRUNK_BYTES, dialler);
      TestServent.next(dialler.attached);
      port.shards.dialTrunk(
          port.address(), null, KEY, TestServent.ANSWER, TestServent.TRUNK_BYTES, dialler);
      TestServent.next(dialler.failedDials);
      assertEquals(1, port.closed(CloseReason.UNKNOWN_PROTOCOL));
    }
  }

  @Test
  void whatFollowsTheLineAtOnceIsFramed() throws Exception {
    try (TestPort port = new TestPort("");
        RawServent raw = new RawServent(port.connect())) {
      port.servent.trunks.add(KEY);
      byte[] line = TrunkLine.of(KEY);
      byte[] both = Arrays.copyOf(line, line.length + QUERY.length);
      System.arraycopy(QUERY, 0, both, line.length, QUERY.length);
      raw.say(both);
      assertArrayEquals(QUERY, TestServent.next(port.servent.frames));
      assertArrayEquals(TrunkLine.of(TestServent.ANSWER), raw.in.readNBytes(TrunkLine.BYTES));
    }
  }

  @Test
  void strangersAreClosed() throws Exception {
    String right = new String(TrunkLine.of(KEY), StandardCharsets.ISO_8859_1);
    try (TestPort port = new TestPort("")) {
      port.servent.trunks.add(KEY);
      for (String line :
          new String[] {
            right.replace('1', '2'), right.replace('0', 'x'), right.replace("\n\n", "\r\n")
          }) {
        try (RawServent raw = new RawServent(port.connect())) {
          raw.say(line);
          assertEquals(-1, raw.in.read(), line);
        }
      }
      TestServent.until(() -> port.closed(CloseReason.UNKNOWN_PROTOCOL) == 3);
      assertTrue(port.servent.attached.isEmpty());
    }
  }

  @Test
  void whoOnlyBeginsALineIsClosedInTime() throws Exception {
    try (TestPort port = new TestPort("handshake-timeout = 200 ms");
        RawServent raw = new RawServent(port.connect())) {
      raw.say(TrunkLine.PREFIX + "0102");
      assertEquals(-1, raw.in.read());
      TestServent.until(() -> port.closed(CloseReason.HANDSHAKE_TIMEOUT) == 1);
    }
  }

  @Test
  void whoOnlyRepeatsTheKeyIsNoTrunk() throws Exception {
    try (TestPort port = new TestPort("");
        ServerSocket liar = new ServerSocket(0)) {
      TestServent dialler = new TestServent();
      port.shards.dialTrunk(
          HostAddress.parse("127.0.0.1:" + liar.getLocalPort()),
          null,
          KEY,
          TestServent.ANSWER,
          TestServent.TRUNK_BYTES,
          dialler);
      try (RawServent raw = new RawServent(liar.accept())) {
        assertArrayEquals(TrunkLine.of(KEY), raw.in.readNBytes(TrunkLine.BYTES));
        raw.say(TrunkLine.of(KEY));
        assertEquals(CloseReason.UNKNOWN_PROTOCOL, TestServent.next(dialler.failedDials));
      }
    }
  }
}
