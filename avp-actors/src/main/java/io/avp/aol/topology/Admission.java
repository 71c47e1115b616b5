package io.avp.aol.topology;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;

/** What {@link AdmissionPolicy} says. */
public sealed interface Admission {
  /**
   * Welcome, if a slot of that mode can still be reserved.
   *
   * @param mode what the other side is to be
   * @param siblings virtual peers to name, at most 10
   */
  record Admit(PeerMode mode, List<HostAddress> siblings) implements Admission {}

  /**
   * No.
   *
   * @param status Gnutella status code
   * @param text what the other side is told
   * @param siblings virtual peers with room to name, at most 10; none if it is not welcome there
   *     either
   */
  record Reject(int status, String text, List<HostAddress> siblings) implements Admission {}

  /** A crawler: it is told our neighbours, and closed. */
  record Crawl() implements Admission {}
}
