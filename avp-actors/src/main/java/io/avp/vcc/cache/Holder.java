package io.avp.vcc.cache;

import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who has files, as told once for all of them.
 *
 * @param servent its GUID
 * @param address where it serves files; port 0 if it is not known
 * @param speed as it says, 0 to 2^32-1
 * @param trailer what it says of itself behind its records, verbatim but for metadata of records
 * @param push whether it can be dialled
 * @param via virtual peers that hold a relation to it, sorted; none if it is not a member
 * @param rttMillis round-trip time to it, 0 or more; the nearest are answered first
 * @param source who is to blame: all entries of a source share one limit
 */
public record Holder(
    Guid servent,
    HostAddress address,
    long speed,
    Optional<HitTrailer> trailer,
    Push push,
    List<AvpId> via,
    int rttMillis,
    long source) {

  /** Round-trip time of one of which nothing is known: all others are answered first. */
  public static final int FAR = Integer.MAX_VALUE;

  public Holder {
    via = via.stream().distinct().sorted().toList();
  }

  /** The same, held by these, too. */
  Holder alsoVia(List<AvpId> others) {
    return via.containsAll(others) ? this : via(Stream.concat(via.stream(), others.stream()));
  }

  /** The same, not held by that one any more. */
  Holder without(AvpId gone) {
    return via(via.stream().filter(avp -> !avp.equals(gone)));
  }

  private Holder via(Stream<AvpId> all) {
    return new Holder(servent, address, speed, trailer, push, all.toList(), rttMillis, source);
  }

  /** True if only a push can fetch files from it, by our test or else by its word. */
  public boolean pushOnly() {
    return push == Push.NEEDED
        || (push == Push.UNKNOWN && trailer.map(HitTrailer::push).orElse(false));
  }

  /** Heap that it takes, in bytes; an estimate. */
  int bytes() {
    int said = trailer.map(t -> 96 + t.openData().length + t.privateData().length).orElse(0);
    return 160 + said + 40 * via.size();
  }
}
