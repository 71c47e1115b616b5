package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers a query: count (1), port (2), address (4), speed (4), records, trailer, servent GUID (16)
 * (fact sheet, section 5).
 *
 * @param responder who has the files
 * @param speed kilobits per second, 0 to 2^32-1
 * @param records 1 to 255
 * @param trailer what the responder says of itself; absent in old hits
 * @param servent GUID of the responder, target of pushes
 */
public record QueryHit(
    HostAddress responder,
    long speed,
    List<HitRecord> records,
    Optional<HitTrailer> trailer,
    Guid servent) {
  private static final int FIXED = 11;

  /**
   * Reads a payload.
   *
   * @throws MalformedException TRUNCATED, EMPTY, PORT_ZERO, BAD_COUNT, NO_TERMINATOR,
   *     NUL_IN_EXTENSION, BLANK_GUID, BAD_TRAILER
   */
  public static QueryHit decode(byte[] bytes, int offset, int length) throws MalformedException {
    if (length < FIXED + Guid.BYTES) {
      throw new MalformedException(Rejection.TRUNCATED, offset);
    }
    int end = offset + length - Guid.BYTES;
    Guid servent = Guid.read(bytes, end);
    if (servent.isBlank()) {
      throw new MalformedException(Rejection.BLANK_GUID, end);
    }
    WireReader in = new WireReader(bytes, offset, length - Guid.BYTES);
    int count = in.u8();
    HostAddress responder = in.portFirst();
    long speed = in.u32();
    if (count == 0) {
      throw new MalformedException(Rejection.EMPTY, offset);
    }
    if (responder.port() == 0) {
      throw new MalformedException(Rejection.PORT_ZERO, offset + 1);
    }
    List<HitRecord> records = records(in, count);
    int trailerAt = in.position();
    Optional<HitTrailer> trailer =
        in.remaining() == 0
            ? Optional.empty()
            : Optional.of(HitTrailer.read(bytes, trailerAt, end - trailerAt));
    return new QueryHit(responder, speed, records, trailer, servent);
  }

  /**
   * Reads the payload of an answer to a known query: the servent GUID must differ from the query's
   * id.
   *
   * @throws MalformedException as {@link #decode}, or GUID_IS_MESSAGE_ID
   */
  public static QueryHit decodeAnswer(Guid query, byte[] bytes, int offset, int length)
      throws MalformedException {
    QueryHit hit = decode(bytes, offset, length);
    if (hit.servent().equals(query)) {
      throw new MalformedException(Rejection.GUID_IS_MESSAGE_ID, offset + length - Guid.BYTES);
    }
    return hit;
  }

  private static List<HitRecord> records(WireReader in, int count) throws MalformedException {
    List<HitRecord> records = new ArrayList<>(Math.min(count, in.remaining() / 10 + 1));
    for (int i = 0; i < count; i++) {
      if (in.remaining() < 8) {
        throw new MalformedException(Rejection.BAD_COUNT, in.position());
      }
      records.add(HitRecord.read(in));
    }
    return List.copyOf(records);
  }

  /** The servent GUID of a whole frame, without decoding the rest. */
  public static long serventHigh(byte[] bytes, int frame, int length) {
    return Guid.highAt(bytes, frame + length - Guid.BYTES);
  }

  /** The servent GUID of a whole frame, without decoding the rest. */
  public static long serventLow(byte[] bytes, int frame, int length) {
    return Guid.lowAt(bytes, frame + length - Guid.BYTES);
  }

  /** The whole descriptor; {@code id} is the query's. */
  public byte[] frame(Guid id, int ttl, int hops) {
    WireWriter out = new WireWriter(256).u8(records.size()).portFirst(responder).u32(speed);
    records.forEach(r -> r.write(out));
    trailer.ifPresent(t -> t.write(out));
    return Frames.frame(id, DescriptorType.QUERY_HIT, ttl, hops, out.guid(servent));
  }
}
