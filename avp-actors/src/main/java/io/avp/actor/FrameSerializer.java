package io.avp.actor;

import akka.serialization.ByteBufferSerializer;
import akka.serialization.Serializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import scala.Option;

/**
 * Batches of descriptors between nodes, as the bytes that they are.
 *
 * <p>Layout, big-endian: length of the sibling's id (2), its incarnation (8), number of the batch
 * (8), number of the last batch that was handled (8), the id in UTF-8, then the descriptors up to
 * the end, headers included.
 */
public final class FrameSerializer implements Serializer, ByteBufferSerializer {
  private static final int IDENTIFIER = 7_626_002;
  private static final int FIXED = Short.BYTES + 3 * Long.BYTES;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public boolean includeManifest() {
    return false;
  }

  @Override
  public void toBinary(Object message, ByteBuffer to) {
    VirtualPeer.MeshFrames mesh = (VirtualPeer.MeshFrames) message;
    byte[] from = mesh.from().getBytes(StandardCharsets.UTF_8);
    to.putShort((short) from.length)
        .putLong(mesh.incarnation())
        .putLong(mesh.number())
        .putLong(mesh.answered())
        .put(from)
        .put(mesh.frames());
  }

  @Override
  public byte[] toBinary(Object message) {
    VirtualPeer.MeshFrames mesh = (VirtualPeer.MeshFrames) message;
    int id = mesh.from().getBytes(StandardCharsets.UTF_8).length;
    byte[] bytes = new byte[FIXED + id + mesh.frames().length];
    toBinary(message, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the bytes end before the id does
   */
  @Override
  public Object fromBinary(ByteBuffer bytes, String manifest) {
    if (bytes.remaining() < FIXED) {
      throw new IllegalArgumentException("a batch of frames without a sender");
    }
    int length = bytes.getShort() & 0xffff;
    long incarnation = bytes.getLong();
    long number = bytes.getLong();
    long answered = bytes.getLong();
    if (length > bytes.remaining()) {
      throw new IllegalArgumentException("a batch of frames that ends in its sender's id");
    }
    byte[] from = new byte[length];
    bytes.get(from);
    byte[] frames = new byte[bytes.remaining()];
    bytes.get(frames);
    return new VirtualPeer.MeshFrames(
        new String(from, StandardCharsets.UTF_8), incarnation, number, answered, frames);
  }

  @Override
  public Object fromBinary(byte[] bytes, Option<Class<?>> manifest) {
    return fromBinary(ByteBuffer.wrap(bytes), "");
  }
}
