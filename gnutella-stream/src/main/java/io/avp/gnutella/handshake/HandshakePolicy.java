package io.avp.gnutella.handshake;

import io.avp.gnutella.wire.HostAddress;
import java.util.List;

/**
 * Decides in handshakes; asked on the I/O path, so it answers at once, from immutable facts and
 * atomic slot counters.
 *
 * <p>Order of calls for one connection: {@link #identity} once, {@link #decide} or {@link
 * #decideLegacy} once (by the acceptor when the offer is complete, by the initiator when the answer
 * is complete), and exactly one {@link #released} after a {@link Verdict.Accept}, when the
 * connection ends (also if it ends before the handshake does).
 */
public interface HandshakePolicy {

  /** What we say about ourselves in both roles. */
  LocalIdentity identity();

  /**
   * Accepts or refuses, and reserves a slot if it accepts.
   *
   * @param remote where the connection comes from or goes to
   * @param outgoing true if we dialled
   * @param headers all that the other side has said so far
   */
  Verdict decide(HostAddress remote, boolean outgoing, Headers headers);

  /**
   * The same for a servent that speaks 0.4, which says nothing of itself and cannot be told why
   * not: refused, as by default, it is closed without an answer.
   */
  default Verdict decideLegacy(HostAddress remote, boolean outgoing) {
    return new Verdict.Refuse(503, "0.4 is not spoken here", List.of());
  }

  /** Gives back the slot of an accepted connection. */
  void released(PeerMode remoteMode);

  /** The outcome. */
  sealed interface Verdict {
    /**
     * Go on.
     *
     * @param remoteMode what the other side is to be
     * @param deflate compress what we send, if the other side can inflate
     * @param tryUltrapeers siblings to name, at most 10
     */
    record Accept(PeerMode remoteMode, boolean deflate, List<HostAddress> tryUltrapeers)
        implements Verdict {}

    /**
     * Say why and close.
     *
     * @param status 400 to 599
     * @param text the status text; no control characters
     * @param tryUltrapeers siblings with room, at most 10
     */
    record Refuse(int status, String text, List<HostAddress> tryUltrapeers) implements Verdict {}

    /** Answer a crawler with our neighbours, then close. */
    record Crawled(List<HostAddress> peers, List<HostAddress> leaves) implements Verdict {}
  }
}
