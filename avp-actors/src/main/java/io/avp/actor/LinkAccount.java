package io.avp.actor;

import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.ConnectionSnapshot;
import io.avp.gnutella.wire.HostAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What an overlay link remembers of its relation: what {@link LinkView} shows, mostly shared with
 * the virtual peer that holds the socket, for there is one of each per relation.
 *
 * @param id its name: {@code node~k~n}
 * @param home the virtual peer that it belongs to
 * @param sibling id of the virtual peer at the other end of a mesh link, else empty
 * @param remote the other end
 * @param listen where the servent says it can be dialled, if it does
 * @param userAgent as sent
 * @param mode {@code leaf}, {@code ultrapeer}, {@code legacy} or {@value LinkView#MESH}
 * @param direction {@code in}, {@code out} or {@code both}
 * @param ageMillis since it was attached
 * @param rttMillis smoothed round-trip time; negative if not measured yet
 * @param traffic bytes and frames
 * @param qrpFill share of the slots of its query table that are present; negative without a table
 * @param confirmed false for a mesh link that was not answered
 * @param ended why it ended, if it has
 */
record LinkAccount(
    String id,
    Home home,
    String sibling,
    HostAddress remote,
    Optional<HostAddress> listen,
    String userAgent,
    String mode,
    String direction,
    long ageMillis,
    double rttMillis,
    ConnectionSnapshot traffic,
    double qrpFill,
    boolean confirmed,
    Optional<CloseReason> ended) {

  /**
   * What all relations of a virtual peer have in common.
   *
   * @param peer its id
   * @param node where it lives
   * @param community that it serves
   */
  record Home(String peer, String node, String community) {}

  /** True for a link between two virtual peers. */
  boolean isMesh() {
    return mode.equals(LinkView.MESH);
  }

  /** As it is shown. */
  LinkView view() {
    return new LinkView(
        id,
        home.peer,
        home.node,
        sibling,
        remote.toString(),
        listen.map(HostAddress::toString).orElse(""),
        userAgent,
        mode,
        direction,
        ageMillis,
        rttMillis,
        counters(),
        traffic.queuedFrames(),
        traffic.queuedBytes(),
        TimeUnit.NANOSECONDS.toMillis(traffic.oldestQueuedNanos()),
        qrpFill,
        ended.isPresent() ? "closed" : confirmed ? "open" : "silent",
        ended.map(CloseReason::label).orElse(""),
        home.community);
  }

  private Map<String, Long> counters() {
    Map<String, Long> counters = new TreeMap<>();
    counters.put("bytes_in", traffic.bytesIn());
    counters.put("bytes_out", traffic.bytesOut());
    counters.put("frames_in", traffic.framesIn());
    counters.put("frames_offered", traffic.offeredFrames());
    counters.put("frames_sent", traffic.sentFrames());
    for (int i = 0; i < PeerViews.CLASSES.size(); i++) {
      counters.put("frames_dropped_" + PeerViews.CLASSES.get(i), traffic.droppedFrames().get(i));
    }
    return counters;
  }
}
