package io.avp.ops.workload;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a servent says and how it answers; knows no socket. */
final class ServentTalk {
  private static final int HITS_PER_MESSAGE = 10;
  private static final int MAX_ASKED = 1 << 12;
  private static final int SPEED_KBIT = 1000;
  private static final String VENDOR = "AVPW";

  /** What a received descriptor leads to. */
  sealed interface Act {
    /** Send this back. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Reply(byte[] frame) implements Act {}

    /** A query of ours was answered. */
    record Found(Guid query, QueryHit hit) implements Act {}

    /** Connect to the one who asked and offer a file. */
    record Give(HostAddress to, String line) implements Act {}
  }

  private final ServentPlan plan;
  private final Library library;
  private final HostAddress self;
  private final ServentCounters counters;
  private final Set<Guid> asked = ConcurrentHashMap.newKeySet();

  ServentTalk(ServentPlan plan, Library library, HostAddress self, ServentCounters counters) {
    this.plan = plan;
    this.library = library;
    this.self = self;
    this.counters = counters;
  }

  /** It asks: with two relations, its own question may come back by the other one. */
  void asks(Guid query) {
    if (asked.size() >= MAX_ASKED) {
      asked.clear();
    }
    asked.add(query);
  }

  /** What it sends first: supported messages and the query routing table. */
  List<byte[]> opening(Relation relation) {
    List<byte[]> frames = new ArrayList<>();
    Guid id = plan.guid();
    if (relation.vendorMessages()) {
      VendorMessage.Kind self = new VendorMessage.MessagesSupported(List.of()).kind();
      frames.add(new VendorMessage.MessagesSupported(List.of(self)).frame(id));
    }
    boolean table = plan.mode() == PeerMode.LEAF ? relation.leafQrp() : relation.ultrapeerQrp();
    if (table) {
      List<byte[]> payloads = QrpSender.whole(library.table());
      counters.tableFramesSent.add(payloads.size());
      payloads.forEach(payload -> frames.add(Qrp.frame(id, payload)));
    }
    return frames;
  }

  /** Reads one frame and hands over what is to be done. */
  void read(byte[] bytes, int frame, int length, Consumer<Act> acts) {
    int payload = frame + Header.BYTES;
    int payloadLength = length - Header.BYTES;
    Guid id = Guid.read(bytes, frame);
    try {
      switch (Header.type(bytes, frame)) {
        case PING -> pong(id, Header.hops(bytes, frame), acts);
        case QUERY -> {
          counters.queriesReceived.increment();
          Query query = Query.decode(bytes, payload, payloadLength);
          if (!asked.contains(id)) {
            hits(id, Header.hops(bytes, frame), query, acts);
          }
        }
        case QUERY_HIT -> {
          counters.hitsReceived.increment();
          acts.accept(new Act.Found(id, QueryHit.decode(bytes, payload, payloadLength)));
        }
        case PUSH -> give(Push.decode(bytes, payload, payloadLength), acts);
        default -> {
          // Pongs, tables and vendor messages tell a servent of one relation nothing.
        }
      }
    } catch (MalformedException e) {
      counters.malformed.increment();
    }
  }

  private void pong(Guid id, int hops, Consumer<Act> acts) {
    Pong pong = new Pong(self, library.files().size(), library.kib(), Ggep.builder().build());
    counters.pingsAnswered.increment();
    acts.accept(new Act.Reply(pong.frame(id, hops + 1, 0)));
  }

  private void hits(Guid id, int hops, Query query, Consumer<Act> acts) {
    for (byte[] frame : frames(id, hops + 2, library.matching(query))) {
      counters.hitsSent.increment();
      acts.accept(new Act.Reply(frame));
    }
  }

  private void give(Push push, Consumer<Act> acts) {
    if (push.servent().equals(plan.guid())) {
      counters.pushesReceived.increment();
      String guid = plan.guid().toString().toUpperCase(Locale.ROOT);
      acts.accept(new Act.Give(push.requester(), "GIV " + push.index() + ":" + guid + "/file"));
    }
  }

  /** All its files as query hits in a row. */
  byte[] browsePackets() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames(plan.guid(), 1, library.files()).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private List<byte[]> frames(Guid id, int ttl, List<SharedFile> files) {
    List<byte[]> frames = new ArrayList<>();
    HitTrailer trailer =
        HitTrailer.of(VENDOR, plan.firewalled(), false, true, Ggep.builder().build());
    for (int from = 0; from < files.size(); from += HITS_PER_MESSAGE) {
      List<HitRecord> records =
          files.subList(from, Math.min(files.size(), from + HITS_PER_MESSAGE)).stream()
              .map(Library::record)
              .toList();
      QueryHit hit = new QueryHit(self, SPEED_KBIT, records, Optional.of(trailer), plan.guid());
      frames.add(hit.frame(id, ttl, 0));
    }
    return frames;
  }
}
