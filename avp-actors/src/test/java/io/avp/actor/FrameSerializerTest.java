package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FrameSerializerTest {
  private final FrameSerializer serializer = new FrameSerializer();

  @Property(seed = "20261124", tries = 200)
  void carriesBatchesAsTheyAre(
      @ForAll @AlphaChars @StringLength(min = 1, max = 64) String from,
      @ForAll long incarnation,
      @ForAll long number,
      @ForAll long answered,
      @ForAll byte[] frames) {
    byte[] bytes =
        serializer.toBinary(
            new VirtualPeer.MeshFrames(from, incarnation, number, answered, frames));
    assertEquals(26 + from.length() + frames.length, bytes.length);
    VirtualPeer.MeshFrames read =
        (VirtualPeer.MeshFrames) serializer.fromBinary(ByteBuffer.wrap(bytes), "");
    assertEquals(from, read.from());
    assertEquals(incarnation, read.incarnation());
    assertEquals(number, read.number());
    assertEquals(answered, read.answered());
    assertArrayEquals(frames, read.frames());
  }

  @Test
  void theLayoutIsWhatItSays() {
    byte[] bytes =
        serializer.toBinary(new VirtualPeer.MeshFrames("n-0", 2, 9, 4, new byte[] {7, 8}));
    assertEquals(
        "0003" + "0000000000000002" + "0000000000000009" + "0000000000000004" + "6e2d30" + "0708",
        HexFormat.of().formatHex(bytes));
  }

  @Test
  void refusesWhatEndsTooEarly() {
    byte[] whole = serializer.toBinary(new VirtualPeer.MeshFrames("n-0", 2, 9, 4, new byte[0]));
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
      assertThrows(IllegalArgumentException.class, () -> serializer.fromBinary(cut, ""));
    }
  }

  @Test
  void randomBytesAreReadOrRefused() {
    Random random = new Random(20261124);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        serializer.fromBinary(ByteBuffer.wrap(bytes), "");
      } catch (IllegalArgumentException e) {
        assertEquals(true, e.getMessage().startsWith("a batch of frames"));
      }
    }
  }
}
