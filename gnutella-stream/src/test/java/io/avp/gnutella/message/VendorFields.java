package io.avp.gnutella.message;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avp.gnutella.wire.Guid;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Decoded vendor messages under the field names of the golden vectors. */
final class VendorFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private VendorFields() {}

  static ObjectNode of(VendorMessage message, byte[] frame) {
    ObjectNode o = JSON.createObjectNode();
    Guid id = Guid.read(frame, 0);
    VendorMessage.Kind kind = message.kind();
    o.set("header", Fields.header(frame));
    o.put("vendor", HEX.formatHex(kind.vendor().getBytes(StandardCharsets.ISO_8859_1)));
    o.put("selector", kind.selector()).put("version", kind.version());
    if (message instanceof VendorMessage.MessagesSupported m) {
      ArrayNode entries = o.putArray("entries");
      m.kinds().forEach(k -> entries.addArray().add(k.vendor()).add(k.selector()).add(k.version()));
    } else if (message instanceof VendorMessage.FeaturesSupported m) {
      ArrayNode entries = o.putArray("entries");
      m.versions().forEach((name, version) -> entries.addArray().add(name).add(version));
    } else if (message instanceof VendorMessage.HopsFlow m) {
      o.put("hops", m.hops());
    } else if (message instanceof VendorMessage.TcpConnectBack m) {
      o.put("port", m.port());
    } else if (message instanceof VendorMessage.UdpConnectBack m) {
      o.put("port", m.port()).put("guid", m.guid().toString());
    } else if (message instanceof VendorMessage.QueryStatusResponse m) {
      o.put("hits", m.kept()).put("stop", m.kept() == VendorMessage.QueryStatusResponse.STOP);
    } else if (message instanceof VendorMessage.PushProxyRequest) {
      o.put("servent", id.toString());
    } else if (message instanceof VendorMessage.PushProxyAck m) {
      o.put("servent", id.toString()).put("proxy", m.proxy().toString());
    } else if (message instanceof VendorMessage.Unknown) {
      o.put("ignored", true);
    } else {
      others(o, message, frame);
    }
    return o;
  }

  private static void others(ObjectNode o, VendorMessage message, byte[] frame) {
    if (message instanceof OutOfBand.Indication m) {
      o.put("hits", m.hits()).put("unsolicited", m.unsolicited()).put("secure", m.secure());
    } else if (message instanceof OutOfBand.Ack m) {
      o.put("want", m.wanted()).put("can_inflate", Datagrams.canInflate(frame));
      m.token().ifPresent(t -> o.put("token", HEX.formatHex(t)));
    } else if (message instanceof OutOfBand.Veto m) {
      m.upTo().ifPresent(v -> o.put("max_disabled_version", v));
    } else if (message instanceof Crawl.Request m) {
      o.put("ups", m.ultrapeers()).put("leaves", m.leaves()).put("features", m.features());
    } else if (message instanceof Crawl.Answer m) {
      neighbours(o.putArray("ups"), m.ultrapeers());
      neighbours(o.putArray("leaves"), m.leaves());
      o.put("features", m.features());
    } else if (message instanceof Head.Request m) {
      o.put("flags", m.flags()).put("urn", m.urn());
      m.target().ifPresent(t -> o.put("target", t.toString()));
    } else if (message instanceof Head.Brief m) {
      o.put("code", m.code());
    } else if (message instanceof Head.Answer m) {
      o.put("code", m.code());
      m.queue().ifPresent(q -> o.put("queue", q));
      m.vendor().ifPresent(v -> o.put("vendor", v));
      ArrayNode alts = o.putArray("alts");
      m.sources().forEach(a -> alts.add(a.toString()));
    } else if (message instanceof TimeSync.Request m) {
      o.put("ntp", m.ntp());
      stamp(o, "t1", m.sent());
    } else if (message instanceof TimeSync.Reply m) {
      o.put("ntp", m.ntp());
      stamp(o, "t1", m.sent());
      stamp(o, "t2", m.received());
      stamp(o, "t3", m.answered());
    }
  }

  private static void neighbours(ArrayNode list, List<Crawl.Neighbour> neighbours) {
    neighbours.forEach(n -> list.addArray().add(n.address().toString()).add(n.minutes()));
  }

  private static void stamp(ObjectNode o, String field, TimeSync.Stamp stamp) {
    o.putArray(field).add(stamp.seconds()).add(stamp.micros());
  }
}
