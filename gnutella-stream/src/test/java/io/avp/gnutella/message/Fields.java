package io.avp.gnutella.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decoded descriptors under the field names of the golden vectors. */
final class Fields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private Fields() {}

  static ObjectNode header(byte[] frame) {
    ObjectNode o = JSON.createObjectNode();
    o.put("muid", Guid.read(frame, 0).toString());
    o.put("function", frame[16] & 0xff);
    o.put("ttl", Header.ttl(frame, 0));
    o.put("hops", Header.hops(frame, 0));
    o.put("payload_length", Header.payloadLength(frame, 0));
    return o;
  }

  static ArrayNode ggep(Ggep ggep) {
    ArrayNode list = JSON.createArrayNode();
    for (String id : ggep.ids()) {
      list.addArray().add(id).add(HEX.formatHex(ggep.find(id).orElse(new byte[0])));
    }
    return list;
  }

  static ObjectNode ping(Ping p, byte[] frame) {
    ObjectNode o = JSON.createObjectNode();
    o.set("ggep", ggep(p.ggep()));
    o.put("trailing", p.trailingNul() ? 1 : 0);
    o.put("muid_byte8", frame[8] & 0xff);
    o.put("muid_byte15", frame[15] & 0xff);
    return o;
  }

  static ObjectNode pong(Pong p) {
    ObjectNode o = address(p.address());
    o.put("files", p.files()).put("kbytes", p.kib());
    o.put("ultrapeer_marker", p.kib() >= 8 && Long.bitCount(p.kib()) == 1);
    o.set("ggep", ggep(p.ggep()));
    p.ggep().number("DU").ifPresent(v -> o.put("daily_uptime", v));
    p.ggep().find("GUE").ifPresent(v -> o.put("guess", (v[0] >> 4) + "." + (v[0] & 15)));
    p.freeLeafSlots().ifPresent(v -> o.put("free_leaf_slots", v));
    p.freeUltrapeerSlots().ifPresent(v -> o.put("free_up_slots", v));
    p.ggep()
        .find("VC")
        .ifPresent(
            v -> {
              o.put("vendor", new String(v, 0, 4, StandardCharsets.US_ASCII));
              o.put("vendor_version", (v[4] >> 4 & 15) + "." + (v[4] & 15));
            });
    ArrayNode ipp = o.putArray("ipp");
    p.packedHosts().forEach(h -> ipp.add(h.toString()));
    p.ggep().find("IP").ifPresent(v -> o.put("your_address", Pong.unpack(v).get(0).toString()));
    text(o, p.ggep(), "UDPHC", "udphc");
    p.ggep()
        .find("PHC")
        .ifPresent(
            v -> {
              ArrayNode phc = o.putArray("phc");
              for (String s : new String(v, StandardCharsets.US_ASCII).split("\n")) {
                phc.add(s.split("&", 2)[0]);
              }
            });
    p.ggep().find("QK").ifPresent(v -> o.put("query_key", HEX.formatHex(v)));
    p.ggep().find("6").ifPresent(v -> o.put("ipv6", HEX.formatHex(v)));
    return o;
  }

  static ObjectNode query(Query q, byte[] frame) {
    ObjectNode o = JSON.createObjectNode();
    o.put("flags", q.flags()).put("text", q.text());
    ArrayNode urns = o.putArray("urns");
    q.urns().forEach(urns::add);
    o.set("ggep", ggep(q.ggep()));
    o.put("firewalled", q.has(Query.FIREWALLED)).put("leaf_guided", q.has(Query.LEAF_GUIDED));
    o.put("ggep_h", q.has(Query.GGEP_H)).put("oob", q.has(Query.OUT_OF_BAND));
    o.put("fw2fw", q.has(Query.FW_TO_FW)).put("sr_udp", q.has(Query.SR_UDP));
    o.put("max_hits", q.maxHits());
    if (q.xml().isEmpty()) {
      o.put("xml", q.has(Query.XML));
    } else {
      o.put("xml", q.xml());
    }
    HostAddress oob = Query.outOfBandAddress(Guid.read(frame, 0));
    o.put("oob_ip", HostAddress.ipText(oob.ip())).put("oob_port", oob.port());
    o.put("feature", q.isWhatsNew() ? 1 : 0);
    text(o, q.ggep(), "XQ", "xq");
    q.ggep().find("QK").ifPresent(v -> o.put("query_key", HEX.formatHex(v)));
    ArrayNode words = o.putArray("words_gtkg");
    io.avp.gnutella.qrp.QueryWords.split(q.text()).forEach(words::add);
    return o;
  }

  static ObjectNode hit(QueryHit h) {
    ObjectNode o = address(h.responder());
    o.put("count", h.records().size()).put("speed", h.speed());
    o.put("servent", h.servent().toString());
    ArrayNode records = o.putArray("records");
    h.records().forEach(r -> records.add(record(r)));
    if (h.trailer().isEmpty()) {
      o.putNull("trailer");
      return o;
    }
    HitTrailer t = h.trailer().get();
    o.put("vendor", t.vendor()).put("open_size", t.openData().length);
    o.put("push", t.push()).put("busy", t.busy()).put("uploaded", t.uploaded());
    o.put("measured", t.measured()).put("ggep_flag", t.hasGgep()).put("xml_size", t.xmlSize());
    o.put("browse_host", t.ggep().has("BH")).put("tls", t.ggep().has("TLS"));
    o.put("chat", t.privateData().length > 0 && (t.privateData()[0] & 1) != 0);
    ArrayNode proxies = o.putArray("push_proxies");
    t.pushProxies().forEach(p -> proxies.add(p.toString()));
    t.ggep().find("SO").ifPresent(v -> o.put("token", HEX.formatHex(v)));
    return o;
  }

  private static ObjectNode record(HitRecord r) {
    ObjectNode o = JSON.createObjectNode();
    o.put("index", r.index()).put("size", r.size()).put("name", r.name());
    ArrayNode urns = o.putArray("urns");
    r.urns().forEach(urns::add);
    r.sha1().ifPresent(s -> o.put("sha1", s.text()));
    r.ggep()
        .find("ALT")
        .ifPresent(
            v -> {
              ArrayNode alt = o.putArray("alt");
              Pong.unpack(v).forEach(a -> alt.add(a.toString()));
            });
    r.ggep().number("CT").ifPresent(v -> o.put("create_time", v));
    r.ggep().find("TT").ifPresent(v -> o.put("ttroot", Base32.encode(v)));
    r.ggep()
        .find("H")
        .filter(v -> v.length == 45)
        .ifPresent(v -> o.put("ttroot", Base32.encode(java.util.Arrays.copyOfRange(v, 21, 45))));
    return o;
  }

  static ObjectNode push(Push p) {
    ObjectNode o = address(p.requester());
    o.put("servent", p.servent().toString()).put("index", p.index());
    o.set("ggep", ggep(p.ggep()));
    return o;
  }

  static ObjectNode bye(Bye b) {
    ObjectNode o = JSON.createObjectNode();
    o.put("code", b.code()).put("message", b.message());
    ObjectNode headers = o.putObject("headers");
    String[] lines = b.text().split("\r\n");
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(": ", 2);
      headers.put(parts[0], parts[1]);
    }
    return o;
  }

  static JsonNode hsep(Hsep h) {
    ObjectNode o = JSON.createObjectNode();
    ArrayNode triples = o.putArray("triples");
    h.triples().forEach(t -> triples.addArray().add(t.nodes()).add(t.files()).add(t.kib()));
    return o;
  }

  static ObjectNode address(HostAddress a) {
    ObjectNode o = JSON.createObjectNode();
    return o.put("port", a.port()).put("ip", HostAddress.ipText(a.ip()));
  }

  private static void text(ObjectNode o, Ggep ggep, String id, String field) {
    ggep.find(id).ifPresent(v -> o.put(field, new String(v, StandardCharsets.UTF_8)));
  }
}
