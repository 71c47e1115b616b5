package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.HostAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a round holds for each connection. */
class OutRoundTest {
  private record Target(long id, int slot) implements Connection {
    @Override
    public int shard() {
      return 0;
    }

    @Override
    public HostAddress remote() {
      throw new AssertionError("not asked for");
    }

    @Override
    public Relation relation() {
      throw new AssertionError("not asked for");
    }

    @Override
    public ConnectionSnapshot snapshot() {
      throw new AssertionError("not asked for");
    }
  }

  private final OutRound round = new OutRound(0);

  /** A frame that is told from others by its TTL. */
  private static byte[] frame(int ttl) {
    return FramerTest.frame(DescriptorType.PING, ttl, 0, 0);
  }

  private void add(Connection to, int... ttls) {
    for (int ttl : ttls) {
      byte[] shifted = new byte[Header.BYTES + 1];
      System.arraycopy(frame(ttl), 0, shifted, 1, Header.BYTES);
      round.add(shifted, 1, Header.BYTES, to);
    }
  }

  private static byte[] frames(int... ttls) {
    byte[] all = new byte[ttls.length * Header.BYTES];
    for (int i = 0; i < ttls.length; i++) {
      System.arraycopy(frame(ttls[i]), 0, all, i * Header.BYTES, Header.BYTES);
    }
    return all;
  }

  private byte[] part(int i) {
    return Arrays.copyOf(round.part(i).bytes(), round.part(i).length());
  }

  @Test
  void eachConnectionHasItsFramesInOrder() {
    Target a = new Target(1, 40);
    Target b = new Target(2, 0);
    add(a, 1, 2);
    add(b, 3);
    add(a, 4);
    assertEquals(2, round.size());
    assertEquals(4, round.frames());
    assertSame(a, round.part(0).target());
    assertArrayEquals(frames(1, 2, 4), part(0));
    assertEquals(3, round.part(0).frames());
    assertArrayEquals(frames(3), part(1));
  }

  @Test
  void ttlAndHopsAreChangedInTheCopyOnly() {
    byte[] frame = FramerTest.frame(DescriptorType.QUERY, 4, 1, 9);
    byte[] relayed = FramerTest.frame(DescriptorType.QUERY, 3, 2, 9);
    byte[] before = frame.clone();
    Target a = new Target(1, 0);
    round.add(frame, 0, frame.length, a);
    round.relay(frame, 0, frame.length, 3, 2, a);
    assertArrayEquals(before, frame);
    assertArrayEquals(before, Arrays.copyOf(part(0), frame.length));
    assertArrayEquals(relayed, Arrays.copyOfRange(part(0), frame.length, 2 * frame.length));
    assertEquals(2, round.frames());
  }

  @Test
  void aFrameWhoseHeaderSaysAnotherLengthIsRefused() {
    byte[] frame = frame(1);
    Target a = new Target(1, 0);
    assertThrows(IllegalArgumentException.class, () -> round.add(frame, 0, frame.length - 1, a));
    assertThrows(IllegalArgumentException.class, () -> round.relay(frame, 0, 22, 1, 1, a));
    assertTrue(round.isEmpty());
  }

  @Test
  void twoConnectionsThatHadOneSlotAreKeptApart() {
    add(new Target(1, 7), 1);
    add(new Target(2, 7), 2);
    add(new Target(2, 7), 3);
    assertArrayEquals(frames(1), part(0));
    assertArrayEquals(frames(2), part(1));
  }

  @Test
  void aRoundThatIsUsedAgainHoldsNothingOfBefore() {
    for (int i = 0; i < 1_000; i++) {
      add(new Target(1, 3), 1, 2, 3);
      add(new Target(i, i), 4);
    }
    int grown = round.heapBytes();
    assertTrue(grown >= 4_000, "bytes are counted");
    round.clear();
    assertTrue(round.isEmpty());
    assertEquals(0, round.frames());
    add(new Target(9, 3), 7);
    assertEquals(1, round.size());
    assertArrayEquals(frames(7), part(0));
    assertEquals(grown, round.heapBytes());
  }
}
