package io.avp.gnutella.handshake;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A policy whose verdict is a function of what the other side says; remembers what it was asked.
 */
final class FixedPolicy implements HandshakePolicy {
  static final HostAddress REMOTE = HostAddress.parse("203.0.113.5:4000");
  static final HostAddress SIBLING = HostAddress.parse("203.0.113.77:6346");

  private final PeerMode mode;
  private final Function<Headers, Verdict> verdict;
  private Verdict legacy;
  Headers asked;
  int released;

  FixedPolicy(PeerMode mode, Function<Headers, Verdict> verdict) {
    this.mode = mode;
    this.verdict = verdict;
  }

  /** An ultrapeer that takes everybody as what it says it is. */
  static FixedPolicy permissive() {
    return permissive(PeerMode.ULTRAPEER, true);
  }

  static FixedPolicy permissive(PeerMode mode, boolean deflate) {
    return new FixedPolicy(
        mode,
        headers ->
            new Verdict.Accept(
                Negotiation.isTrue(headers, "X-Ultrapeer") ? PeerMode.ULTRAPEER : PeerMode.LEAF,
                deflate,
                List.of()));
  }

  static FixedPolicy saying(Verdict verdict) {
    return new FixedPolicy(PeerMode.ULTRAPEER, headers -> verdict);
  }

  /** One that speaks 0.4 as well. */
  static FixedPolicy legacy() {
    FixedPolicy policy = permissive();
    policy.legacy = new Verdict.Accept(PeerMode.LEGACY, true, List.of());
    return policy;
  }

  @Override
  public Verdict decideLegacy(HostAddress remote, boolean outgoing) {
    return legacy == null ? HandshakePolicy.super.decideLegacy(remote, outgoing) : legacy;
  }

  @Override
  public LocalIdentity identity() {
    return new LocalIdentity(
        mode,
        "AVP/0.1",
        Guid.parse("00112233445566778899aabbccddeeff"),
        HostAddress.parse("198.51.100.7:6346"),
        32,
        4,
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    asked = headers;
    return verdict.apply(headers);
  }

  @Override
  public void released(PeerMode remoteMode) {
    released++;
  }
}
