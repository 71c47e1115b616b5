package io.avp.vcc.cache;

import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import io.avp.model.AvpId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be learnt from a hit, whether it passes or is read when browsing.
 *
 * @param servent GUID of the holder
 * @param address where it says that it serves files
 * @param speed as it says, 0 to 2^32-1
 * @param trailer what it says of itself, without metadata of these records
 * @param records that can be kept
 * @param unusable records that cannot, because they have no SHA-1 or are too long: their holder has
 *     to be asked for them
 */
public record LearntHit(
    Guid servent,
    HostAddress address,
    long speed,
    Optional<HitTrailer> trailer,
    List<FileRecord> records,
    int unusable) {
  private static final int COUNT_TO_RECORDS = 11;
  private static final int INDEX_AND_SIZE = 8;

  public LearntHit {
    records = List.copyOf(records);
  }

  /**
   * Reads the payload of a hit.
   *
   * @throws MalformedException as {@link QueryHit#decode}
   */
  public static LearntHit read(byte[] bytes, int offset, int length) throws MalformedException {
    QueryHit hit = QueryHit.decode(bytes, offset, length);
    WireReader in = new WireReader(bytes, offset, length);
    in.bytes(COUNT_TO_RECORDS);
    List<FileRecord> records = new ArrayList<>();
    for (int i = 0; i < hit.records().size(); i++) {
      FileRecord.of(raw(in)).ifPresent(records::add);
    }
    return new LearntHit(
        hit.servent(),
        hit.responder(),
        hit.speed(),
        hit.trailer().map(HitTrailer::withoutXml),
        records,
        hit.records().size() - records.size());
  }

  /** Decoded records are not verbatim: a name may be no UTF-8. */
  private static byte[] raw(WireReader in) throws MalformedException {
    return new WireWriter(128)
        .bytes(in.bytes(INDEX_AND_SIZE))
        .bytes(in.untilNul())
        .u8(0)
        .bytes(in.untilNul())
        .u8(0)
        .toByteArray();
  }

  /**
   * The holder, as regions are told of it.
   *
   * @param push by our own test
   * @param via virtual peers that hold a relation to it
   * @param rttMillis round-trip time to it
   * @param source who is to blame
   */
  public Holder holder(Push push, List<AvpId> via, int rttMillis, long source) {
    return new Holder(servent, address, speed, trailer, push, via, rttMillis, source);
  }
}
