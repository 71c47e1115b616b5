package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import scala.Option;

/**
 * Questions for the regions of other nodes, and their answers, over trunks: as vendor messages
 * between virtual peers, so that they wake nobody who is not awake already. They go as messages
 * between nodes where there is no trunk, or if they are too long for a descriptor.
 *
 * <p>Layout: vendor {@code AVPN} (4), selector 1 (2), version 1 (2), a {@link RegionExchange.Ask}
 * or {@link VirtualPeer.Answers} as between nodes.
 */
final class RegionTalk {
  private static final DescriptorType VENDOR = DescriptorType.VENDOR;

  private static final VendorMessage.Kind KIND = new VendorMessage.Kind("AVPN", 1, 1);

  private final PeerState peer;
  private final Serializer serializer;
  private final String exchangePath;

  RegionTalk(PeerState peer) {
    this.peer = peer;
    exchangePath = peer.services.exchange().path().toStringWithoutAddress();
    serializer =
        SerializationExtension.get(Adapter.toClassic(peer.services.system()))
            .serializerByIdentity()
            .apply(KryoSerializer.IDENTIFIER);
  }

  /** Asks the regions of a node. */
  void ask(ActorRef<RegionExchange.Command> node, RegionExchange.Ask ask) {
    Sibling via = via(node);
    if (via == null) {
      node.tell(ask);
      return;
    }
    send(
        via,
        ask.parts(),
        parts -> new RegionExchange.Ask(ask.peer(), parts, ask.replyTo()),
        node::tell);
  }

  /** A sibling on that node with a trunk; null if there is none. */
  private Sibling via(ActorRef<RegionExchange.Command> node) {
    for (Sibling sibling : peer.neighbours.siblings()) {
      if (sibling.connection() != null
          && sibling.entry().ref().path().address().equals(node.path().address())) {
        return sibling;
      }
    }
    return null;
  }

  /** As few descriptors as it takes. */
  private <P, M> void send(
      Sibling to, List<P> parts, Function<List<P>, M> maker, Consumer<M> otherwise) {
    M message = maker.apply(parts);
    byte[] frame = frame(message);
    int half = parts.size() / 2;
    if (frame.length - Header.BYTES <= VENDOR.maxPayload()) {
      peer.originate(to, VENDOR, frame);
    } else if (half > 0) {
      send(to, new ArrayList<>(parts.subList(0, half)), maker, otherwise);
      send(to, new ArrayList<>(parts.subList(half, parts.size())), maker, otherwise);
    } else {
      otherwise.accept(message);
    }
  }

  /**
   * A sibling has sent a vendor message.
   *
   * @param asks gets answers
   */
  void onVendor(Sibling from, byte[] b, int at, int length, SiblingAsks asks) {
    Object message = read(b, at, length);
    if (message instanceof RegionExchange.Ask ask) {
      peer.audit.fate(VENDOR, Outcome.CONSUMED);
      // Whatever it says of itself: the answer goes to who has the trunk.
      PeerEntry who = from.entry();
      answer(from, new RegionExchange.Ask(who.id(), ask.parts(), who.ref()));
    } else if (message instanceof VirtualPeer.Answers answers
        && isExchangeOf(from, answers.exchange())) {
      peer.audit.fate(VENDOR, Outcome.CONSUMED);
      asks.onAnswers(answers);
    } else {
      peer.audit.dropped(VENDOR, DropReason.MALFORMED);
    }
  }

  /** Where questions may go because a trunk says so. */
  private boolean isExchangeOf(Sibling from, ActorRef<RegionExchange.Command> named) {
    return named.path().address().equals(from.entry().ref().path().address())
        && named.path().toStringWithoutAddress().equals(exchangePath);
  }

  private void answer(Sibling from, RegionExchange.Ask ask) {
    NodeServices services = peer.services;
    List<QueryRegion.Answer> answers =
        services
            .regions()
            .answer(ask, batch -> services.region(batch.questions().region()).tell(batch));
    if (answers.isEmpty()) {
      return;
    }
    if (from.connection() == null) {
      ask.replyTo().tell(new VirtualPeer.Answers(services.exchange(), answers));
    } else {
      send(
          from,
          answers,
          parts -> new VirtualPeer.Answers(services.exchange(), parts),
          ask.replyTo()::tell);
    }
  }

  /** Null if it is no message that can be read. */
  private Object read(byte[] b, int at, int length) {
    try {
      VendorMessage message =
          VendorMessage.decode(Guid.read(b, at), b, at + Header.BYTES, length - Header.BYTES);
      return message instanceof VendorMessage.Unknown ours && ours.kind().equals(KIND)
          ? serializer.fromBinary(ours.body(), Option.<Class<?>>empty())
          : null;
    } catch (MalformedException | NotSerializableException e) {
      return null;
    }
  }

  private byte[] frame(Object message) {
    return new VendorMessage.Unknown(KIND, serializer.toBinary(message)).frame(peer.newId());
  }
}
