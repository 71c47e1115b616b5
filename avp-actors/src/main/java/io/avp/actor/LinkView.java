package io.avp.actor;

import java.util.Map;

/**
 * What an overlay link shows of its relation.
 *
 * @param id its name: {@code node~k~n}
 * @param peer id of the virtual peer
 * @param node the node that owns the socket, or the mesh link
 * @param sibling id of the virtual peer at the other end of a mesh link, else empty
 * @param remoteAddress the other end of the socket, {@code ip:port}; of a mesh link, where servents
 *     dial the sibling
 * @param listenAddress where the servent says it can be dialled, empty if unknown
 * @param userAgent as sent; escape it before showing
 * @param mode {@code leaf}, {@code ultrapeer}, {@code legacy} or {@value #MESH}
 * @param direction {@code in}, {@code out}, or {@code both} for a mesh link
 * @param ageMillis since it was attached
 * @param rttMillis smoothed round-trip time of alive pings, or of batches on a mesh link; negative
 *     if not measured yet
 * @param counters bytes and frames each way, drops by reason
 * @param queuedFrames waiting in the send queue
 * @param queuedBytes waiting in the send queue
 * @param queueAgeMillis age of the oldest waiting frame
 * @param qrpFill share of the slots of its query table that are present, 0 to 1; negative without a
 *     table
 * @param state {@code open} or {@code closed}; of a mesh link also {@code silent}: no answer yet,
 *     or none any more
 * @param closeReason label of the reason if closed, else empty
 * @param community the community it belongs to
 */
public record LinkView(
    String id,
    String peer,
    String node,
    String sibling,
    String remoteAddress,
    String listenAddress,
    String userAgent,
    String mode,
    String direction,
    long ageMillis,
    double rttMillis,
    Map<String, Long> counters,
    int queuedFrames,
    int queuedBytes,
    long queueAgeMillis,
    double qrpFill,
    String state,
    String closeReason,
    String community) {
  /** Mode of a link between two virtual peers of the cluster. */
  public static final String MESH = "mesh";
}
