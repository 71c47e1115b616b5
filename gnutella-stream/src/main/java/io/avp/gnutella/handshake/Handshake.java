package io.avp.gnutella.handshake;

import io.avp.gnutella.wire.HostAddress;
import java.util.List;

/**
 * The handshake of one connection, either role: bytes in, bytes to write out, an outcome. No I/O,
 * no clock.
 *
 * <p>Order of calls: write {@link #opening()}; then {@link #feed} whatever arrives and write the
 * reply of {@link #step()} after each call that changed it, until the step is {@link Done} or
 * {@link Failed}. Bytes that {@code feed} did not take belong to the binary stream behind the
 * handshake; they may be deflated already.
 *
 * <pre>
 * initiator  GNUTELLA CONNECT/0.6, offer
 * acceptor   GNUTELLA/0.6 200 OK, counter-offer (or an error, then close)
 * initiator  GNUTELLA/0.6 200 OK, what changes   (or an error, then close)
 * </pre>
 *
 * <p>Before 0.6 there were no fields, and neither side could say why not:
 *
 * <pre>
 * initiator  GNUTELLA CONNECT/0.4
 * acceptor   GNUTELLA OK
 * </pre>
 *
 * <p>Source: fact sheet, section 1. Limits per group: 4 KiB, 32 fields, 1,024 bytes per line.
 */
public final class Handshake {

  /** Where the handshake stands. */
  public sealed interface Step {
    /** What to write now; empty if nothing. Given once per step. */
    byte[] reply();
  }

  /** Go on reading. */
  @SuppressWarnings("ArrayRecordComponent") // written once, compared by nobody
  public record More(byte[] reply) implements Step {}

  /** Binary messages follow in both directions. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Done(byte[] reply, Relation relation, List<HostAddress> tryUltrapeers)
      implements Step {}

  /** Write the reply, if any, and close. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Failed(
      byte[] reply, Failure failure, String detail, List<HostAddress> tryUltrapeers)
      implements Step {}

  /** Why it failed. */
  public enum Failure {
    /** Not this protocol, an older version, or fields that cannot be read. */
    MALFORMED,
    /** A limit of size or number. */
    TOO_LARGE,
    /** Our policy said no. */
    REFUSED,
    /** The other side said no. */
    REFUSED_BY_REMOTE,
    /** A crawler got its answer. */
    CRAWLED
  }

  private static final byte[] NOTHING = {};
  private static final String LEGACY_OFFER = "GNUTELLA CONNECT/0.4";
  private static final String LEGACY_ANSWER = "GNUTELLA OK";

  private final HostAddress remote;
  private final boolean outgoing;
  private final boolean legacy;
  private final HandshakePolicy policy;
  private final LocalIdentity self;
  private BlockReader reader = new BlockReader();
  private Step step = new More(NOTHING);
  private Headers offer;
  private HandshakePolicy.Verdict.Accept accepted;
  private boolean deflateOutbound;
  private boolean crawled;

  private Handshake(HostAddress remote, boolean outgoing, boolean legacy, HandshakePolicy policy) {
    this.remote = remote;
    this.outgoing = outgoing;
    this.legacy = legacy;
    this.policy = policy;
    this.self = policy.identity();
  }

  /** For a connection that was accepted. */
  public static Handshake acceptor(HostAddress remote, HandshakePolicy policy) {
    return new Handshake(remote, false, false, policy);
  }

  /** For a connection that we dialled. */
  public static Handshake initiator(HostAddress remote, HandshakePolicy policy) {
    return new Handshake(remote, true, false, policy);
  }

  /** For a connection that we dialled to a servent that speaks 0.4. */
  public static Handshake legacyInitiator(HostAddress remote, HandshakePolicy policy) {
    return new Handshake(remote, true, true, policy);
  }

  /** What to write before anything is read: the offer of an initiator, nothing for an acceptor. */
  public byte[] opening() {
    if (legacy) {
      return BlockWriter.legacy(LEGACY_OFFER);
    }
    return outgoing ? BlockWriter.hello().identity(self, remote).end() : NOTHING;
  }

  /** Takes bytes; returns how many of them belong to the handshake. */
  public int feed(byte[] bytes, int offset, int length) {
    int taken = 0;
    while (taken < length && step instanceof More) {
      taken += reader.feed(bytes, offset + taken, length - taken);
      switch (reader.state()) {
        case READING -> step = new More(NOTHING);
        case TOO_LARGE -> fail(Failure.TOO_LARGE, "more than 4 KiB, 32 fields or 1,024 per line");
        case MALFORMED -> fail(Failure.MALFORMED, "a field without a name");
        case COMPLETE -> {
          Block block = reader.block();
          reader = new BlockReader();
          complete(block);
          return taken; // its reply is due before the next group can come
        }
      }
    }
    return taken;
  }

  /** Where it stands after the last {@link #feed}. */
  public Step step() {
    return step;
  }

  private void complete(Block block) {
    if (legacy) {
      onLegacyAnswer(block);
    } else if (outgoing) {
      onAnswer(block);
    } else if (crawled) {
      fail(Failure.CRAWLED, "crawler answered");
    } else if (accepted == null) {
      onOffer(block);
    } else {
      onAcknowledgement(block);
    }
  }

  private void onOffer(Block block) {
    String line = block.firstLine();
    offer = block.headers();
    if (line.equals(LEGACY_OFFER) && offer.fields().isEmpty()) {
      decideLegacy(BlockWriter.legacy(LEGACY_ANSWER));
    } else if (!line.startsWith("GNUTELLA CONNECT/")
        || !Negotiation.isAtLeast06(line.substring(17).strip())) {
      fail(Failure.MALFORMED, "no offer of 0.6");
    } else if (!Negotiation.speaksGnutellaPackets(offer)) {
      refuse(406, "Protocol not acceptable", List.of());
    } else {
      HandshakePolicy.Verdict verdict = policy.decide(remote, false, offer);
      if (verdict instanceof HandshakePolicy.Verdict.Accept accept) {
        accepted = accept;
        step = new More(counterOffer(accept));
      } else if (verdict instanceof HandshakePolicy.Verdict.Refuse refuse) {
        refuse(refuse.status(), refuse.text(), refuse.tryUltrapeers());
      } else if (verdict instanceof HandshakePolicy.Verdict.Crawled answer) {
        crawled = true;
        step =
            new More(
                BlockWriter.status(200, "OK")
                    .shortIdentity(self, remote)
                    .hosts("Peers", answer.peers())
                    .hosts("Leaves", answer.leaves())
                    .end());
      }
    }
  }

  private byte[] counterOffer(HandshakePolicy.Verdict.Accept accept) {
    BlockWriter answer = BlockWriter.status(200, "OK").identity(self, remote);
    if (accept.remoteMode() == PeerMode.LEAF && Negotiation.isTrue(offer, "X-Ultrapeer")) {
      answer.header("X-Ultrapeer-Needed", "False");
    }
    deflateOutbound = accept.deflate() && Negotiation.inflates(offer);
    if (deflateOutbound) {
      answer.header("Content-Encoding", "deflate");
    }
    return answer.tryUltrapeers(accept.tryUltrapeers()).end();
  }

  private void onAcknowledgement(Block block) {
    List<HostAddress> hosts = Negotiation.tryUltrapeers(block.headers());
    int status = Negotiation.status(block.firstLine());
    if (status != 200) {
      failAs(status, block.firstLine(), hosts);
      return;
    }
    PeerMode mode = accepted.remoteMode();
    if (mode == PeerMode.LEAF
        && Negotiation.isTrue(offer, "X-Ultrapeer")
        && !Negotiation.isFalse(block.headers(), "X-Ultrapeer")) {
      fail(Failure.REFUSED, "stays an ultrapeer, but only a slot for a leaf was free");
      return;
    }
    if (Negotiation.isFalse(block.headers(), "X-Ultrapeer")) {
      mode = PeerMode.LEAF;
    }
    finish(NOTHING, mode, offer, Negotiation.deflates(block.headers()), hosts);
  }

  private void onAnswer(Block block) {
    List<HostAddress> hosts = Negotiation.tryUltrapeers(block.headers());
    int status = Negotiation.status(block.firstLine());
    if (status != 200) {
      failAs(status, block.firstLine(), hosts);
      return;
    }
    HandshakePolicy.Verdict verdict = policy.decide(remote, true, block.headers());
    if (verdict instanceof HandshakePolicy.Verdict.Accept accept) {
      accepted = accept;
      BlockWriter last = BlockWriter.status(200, "OK");
      deflateOutbound = accept.deflate() && Negotiation.inflates(block.headers());
      if (deflateOutbound) {
        last.header("Content-Encoding", "deflate");
      }
      finish(
          last.end(),
          accept.remoteMode(),
          block.headers(),
          Negotiation.deflates(block.headers()),
          hosts);
    } else if (verdict instanceof HandshakePolicy.Verdict.Refuse refuse) {
      refuse(refuse.status(), refuse.text(), refuse.tryUltrapeers());
    } else {
      fail(Failure.REFUSED, "a crawler's answer to a dial of our own");
    }
  }

  private void onLegacyAnswer(Block block) {
    if (block.firstLine().equals(LEGACY_ANSWER) && block.headers().fields().isEmpty()) {
      decideLegacy(NOTHING);
    } else {
      failAs(Negotiation.status(block.firstLine()), block.firstLine(), List.of());
    }
  }

  private void decideLegacy(byte[] reply) {
    HandshakePolicy.Verdict verdict = policy.decideLegacy(remote, outgoing);
    if (verdict instanceof HandshakePolicy.Verdict.Accept accept) {
      finish(reply, accept.remoteMode(), new Headers(), false, List.of());
    } else if (verdict instanceof HandshakePolicy.Verdict.Refuse refuse) {
      fail(Failure.REFUSED, refuse.status() + " " + refuse.text());
    } else {
      fail(Failure.REFUSED, "no crawler speaks 0.4");
    }
  }

  private void finish(
      byte[] reply,
      PeerMode mode,
      Headers headers,
      boolean inflateInbound,
      List<HostAddress> hosts) {
    step =
        new Done(
            reply,
            Negotiation.relation(
                outgoing, self.mode(), mode, headers, inflateInbound, deflateOutbound),
            hosts);
  }

  private void refuse(int status, String text, List<HostAddress> siblings) {
    byte[] reply =
        BlockWriter.status(status, text).shortIdentity(self, remote).tryUltrapeers(siblings).end();
    step = new Failed(reply, Failure.REFUSED, status + " " + text, List.of());
  }

  private void failAs(int status, String line, List<HostAddress> hosts) {
    step =
        new Failed(
            NOTHING, status < 0 ? Failure.MALFORMED : Failure.REFUSED_BY_REMOTE, line, hosts);
  }

  private void fail(Failure failure, String detail) {
    step = new Failed(NOTHING, failure, detail, List.of());
  }
}
