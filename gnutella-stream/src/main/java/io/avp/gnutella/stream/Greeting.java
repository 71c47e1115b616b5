package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.Handshake;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.wire.HostAddress;
import java.util.Arrays;
import java.util.List;

/** The handshake of one connection: moves its bytes, remembers its outcome. */
final class Greeting {
  private Handshake handshake;
  private final ConnectionActions actions;
  private Relation relation;
  private CloseReason failure;
  private String detail = "";
  private List<HostAddress> tryUltrapeers = List.of();
  private byte[] rest = WriteSpace.NOTHING;

  private Greeting(Handshake handshake, ConnectionActions actions) {
    this.handshake = handshake;
    this.actions = actions;
    write(handshake.opening());
  }

  static Greeting accept(SlotKeeper slot, ConnectionActions actions) {
    return new Greeting(Handshake.acceptor(actions.remote(), slot), actions);
  }

  static Greeting dial(SlotKeeper slot, ConnectionActions actions) {
    return new Greeting(Handshake.initiator(actions.remote(), slot), actions);
  }

  static Greeting dialLegacy(SlotKeeper slot, ConnectionActions actions) {
    return new Greeting(Handshake.legacyInitiator(actions.remote(), slot), actions);
  }

  /**
   * Takes bytes from {@code offset} to {@code end}; what is behind the handshake becomes what
   * {@link #rest} gives.
   */
  void feed(byte[] b, int offset, int end) {
    int at = offset;
    while (at < end && relation == null && failure == null) {
      at += handshake.feed(b, at, end - at);
      Handshake.Step step = handshake.step();
      write(step.reply());
      if (step instanceof Handshake.Done done) {
        relation = done.relation();
        rest = Arrays.copyOfRange(b, at, end);
      } else if (step instanceof Handshake.Failed failed) {
        failure = reason(failed.failure());
        detail = failed.detail();
        tryUltrapeers = failed.tryUltrapeers();
      }
    }
    if (failure != null) {
      handshake = null; // it waits for the last bytes with the connection
    }
  }

  private void write(byte[] bytes) {
    if (bytes.length > 0) {
      actions.write(bytes, null);
    }
  }

  private static CloseReason reason(Handshake.Failure failure) {
    return switch (failure) {
      case MALFORMED -> CloseReason.HANDSHAKE_MALFORMED;
      case TOO_LARGE -> CloseReason.HANDSHAKE_TOO_LARGE;
      case REFUSED -> CloseReason.HANDSHAKE_REFUSED;
      case REFUSED_BY_REMOTE -> CloseReason.HANDSHAKE_REFUSED_BY_REMOTE;
      case CRAWLED -> CloseReason.CRAWLED;
    };
  }

  /** Why it failed; null as long as it did not. */
  CloseReason failure() {
    return failure;
  }

  String detail() {
    return detail;
  }

  /** What it found out; null until it has ended well. */
  Relation relation() {
    return relation;
  }

  /** Hosts that the other side proposed when it failed. */
  List<HostAddress> tryUltrapeers() {
    return tryUltrapeers;
  }

  /** The bytes that came behind the handshake. */
  byte[] rest() {
    return rest;
  }
}
