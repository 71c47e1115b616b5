package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that reads slowly: what is dropped, what is sent, and that the account is exact. */
class OutboundTest {
  private static final long SEED = 7_626;

  /** Takes as many bytes as it has been given room for. */
  private static final class SlowSocket implements WritableByteChannel {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    int room;
    int writesUntilReset = Integer.MAX_VALUE;

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (--writesUntilReset < 0) {
        throw new IOException("connection reset");
      }
      int n = Math.min(room, source.remaining());
      for (int i = 0; i < n; i++) {
        taken.write(source.get());
      }
      room -= n;
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}

    List<DescriptorType> types() {
      byte[] all = taken.toByteArray();
      List<DescriptorType> types = new ArrayList<>();
      for (int at = 0; at < all.length; at += Header.BYTES + Header.payloadLength(all, at)) {
        types.add(Header.type(all, at));
      }
      return types;
    }
  }

  private final SlowSocket socket = new SlowSocket();
  private final Outbound outbound = new Outbound(socket, new WriteSpace(), 4_096);

  private boolean send(byte[]... frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.write(frame);
    }
    return outbound.frames(all.toByteArray(), all.size(), frames.length, 1);
  }

  private ConnectionSnapshot account() {
    ConnectionSnapshot s = outbound.snapshot(0, 0, 2);
    long dropped = s.droppedFrames().stream().mapToLong(Long::longValue).sum();
    assertEquals(s.offeredFrames(), s.sentFrames() + dropped + s.queuedFrames());
    return s;
  }

  @Test
  void whatIsMoreImportantOvertakesAndStays() throws IOException {
    assertTrue(send(frame(DescriptorType.PING, 2, 1, 1_000)));
    assertTrue(send(frame(DescriptorType.QUERY, 2, 1, 900), frame(DescriptorType.PONG, 2, 1, 900)));
    assertTrue(send(frame(DescriptorType.PONG, 1, 0, 14)));
    assertTrue(send(frame(DescriptorType.QUERY_HIT, 2, 1, 2_500)));
    ConnectionSnapshot s = account();
    assertEquals(List.of(1L, 1L, 0L, 0L, 0L, 0L), s.droppedFrames());
    assertEquals(1, s.oldestQueuedNanos());
    socket.room = 1 << 20;
    assertTrue(outbound.flush());
    assertEquals(
        List.of(DescriptorType.PONG, DescriptorType.QUERY_HIT, DescriptorType.QUERY),
        socket.types());
    assertEquals(3, account().sentFrames());
  }

  @Test
  void controlIsNeverDroppedForOthersAndEndsTheConnectionWhenItOverflows() throws IOException {
    byte[] control = frame(DescriptorType.QRP, 1, 0, 1_300);
    assertTrue(send(control, control, control));
    assertTrue(send(frame(DescriptorType.QUERY_HIT, 1, 0, 500)));
    assertEquals(1, account().droppedFrames().get(4));
    assertFalse(send(control));
    account();
  }

  @Test
  void theAccountIsExactWhateverTheSocketTakes() throws IOException {
    Random random = new Random(SEED);
    DescriptorType[] types = {
      DescriptorType.PING,
      DescriptorType.PONG,
      DescriptorType.QUERY,
      DescriptorType.PUSH,
      DescriptorType.QUERY_HIT
    };
    for (int i = 0; i < 20_000; i++) {
      socket.room += random.nextInt(300);
      byte[][] frames = new byte[1 + random.nextInt(4)][];
      for (int k = 0; k < frames.length; k++) {
        frames[k] = frame(types[random.nextInt(types.length)], 2, 1, random.nextInt(400));
      }
      assertTrue(send(frames));
      outbound.flush();
      assertTrue(account().queuedBytes() <= 4_096);
    }
    socket.room = 1 << 20;
    assertTrue(outbound.flush());
    ConnectionSnapshot end = account();
    assertEquals(0, end.queuedFrames());
    assertEquals(end.sentFrames(), socket.types().size());
    assertEquals(end.bytesOut(), socket.taken.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theAccountIsExactIfTheConnectionBreaks(int writes) throws IOException {
    socket.room = 1 << 20;
    socket.writesUntilReset = writes;
    byte[][] frames = new byte[40][];
    Arrays.fill(frames, frame(DescriptorType.QUERY_HIT, 2, 1, 5_000));
    assertThrows(IOException.class, () -> send(frames));
    ConnectionSnapshot end = account();
    assertEquals(socket.taken.size(), end.bytesOut());
    assertEquals((end.bytesOut() + 5_022) / 5_023, end.sentFrames());
  }
}
