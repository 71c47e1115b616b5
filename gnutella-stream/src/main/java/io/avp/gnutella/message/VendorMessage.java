package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages between neighbours: vendor (4), selector (2), version (2), body (fact sheet, section
 * 8.2).
 *
 * <p>What is not known is {@link Unknown}: to be dropped silently, never an error.
 */
public sealed interface VendorMessage
    permits VendorMessage.MessagesSupported,
        VendorMessage.FeaturesSupported,
        VendorMessage.HopsFlow,
        VendorMessage.TcpConnectBack,
        VendorMessage.UdpConnectBack,
        VendorMessage.QueryStatusRequest,
        VendorMessage.QueryStatusResponse,
        VendorMessage.PushProxyRequest,
        VendorMessage.PushProxyAck,
        OutOfBand,
        Crawl,
        Head,
        TimeSync,
        VendorMessage.Unknown {
  /** Names one kind of message. */
  record Kind(String vendor, int selector, int version) {
    void write(WireWriter out) {
      out.bytes(latin(vendor)).u16(selector).u16(version);
    }

    static Kind read(WireReader in) throws MalformedException {
      return new Kind(in.ascii(4), in.u16(), in.u16());
    }
  }

  /** Standard messages have four zero bytes for a vendor. */
  String STANDARD = "\0\0\0\0";

  /** The kind of this message. */
  Kind kind();

  /** Writes what follows the kind. */
  void writeBody(WireWriter out);

  /** Kinds that the sender accepts: null/0v0. */
  record MessagesSupported(List<Kind> kinds) implements VendorMessage {
    @Override
    public Kind kind() {
      return new Kind(STANDARD, 0, 0);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u16(kinds.size());
      kinds.forEach(k -> k.write(out));
    }
  }

  /** A feature: four characters and a version; long versions are marked. */
  record Feature(String name, long version, boolean wide) {}

  /** Features of the sender: null/10v0. */
  record FeaturesSupported(List<Feature> features) implements VendorMessage {
    /** Versions by name; a long one replaces the short one, which is then its cut. */
    public Map<String, Long> versions() {
      Map<String, Long> versions = new LinkedHashMap<>();
      features.forEach(f -> versions.put(f.name(), f.version()));
      return versions;
    }

    @Override
    public Kind kind() {
      return new Kind(STANDARD, 10, 0);
    }

    @Override
    public void writeBody(WireWriter out) {
      List<Feature> narrow = features.stream().filter(f -> !f.wide()).toList();
      List<Feature> wide = features.stream().filter(Feature::wide).toList();
      out.u16(narrow.size());
      narrow.forEach(f -> out.bytes(latin(f.name())).u16((int) f.version()));
      if (!wide.isEmpty()) {
        out.u16(wide.size());
        wide.forEach(f -> out.bytes(latin(f.name())).u32(f.version()));
      }
    }
  }

  /** Send me only queries with fewer hops: BEAR/4v1. 0 stops them, 255 allows all. */
  record HopsFlow(int hops) implements VendorMessage {
    @Override
    public Kind kind() {
      return new Kind("BEAR", 4, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u8(hops);
    }
  }

  /** Dial my address at this port: BEAR/7v1. */
  record TcpConnectBack(int port) implements VendorMessage {
    @Override
    public Kind kind() {
      return new Kind("BEAR", 7, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u16(port);
    }
  }

  /**
   * Ping my address at this UDP port: GTKG/7.
   *
   * @param guid message id of that ping: in the body in version 1, else the id of this message
   */
  record UdpConnectBack(int version, int port, Guid guid) implements VendorMessage {
    @Override
    public Kind kind() {
      return new Kind("GTKG", 7, version);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u16(port);
      if (version == 1) {
        out.guid(guid);
      }
    }
  }

  /** How many hits did you keep? BEAR/11v1; the message id is the query's. */
  record QueryStatusRequest() implements VendorMessage {
    @Override
    public Kind kind() {
      return new Kind("BEAR", 11, 1);
    }

    @Override
    public void writeBody(WireWriter out) {}
  }

  /** Hits kept: BEAR/12v1; 0xffff stops the query. The message id is the query's. */
  record QueryStatusResponse(int kept) implements VendorMessage {
    /** Stop searching. */
    public static final int STOP = 0xffff;

    @Override
    public Kind kind() {
      return new Kind("BEAR", 12, 1);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.u16(kept);
    }
  }

  /** Relay pushes to me: LIME/21; the message id is the servent GUID. */
  record PushProxyRequest(int version) implements VendorMessage {
    @Override
    public Kind kind() {
      return new Kind("LIME", 21, version);
    }

    @Override
    public void writeBody(WireWriter out) {}
  }

  /** Pushes for you are taken at this address: LIME/22v2; the message id is the servent GUID. */
  record PushProxyAck(HostAddress proxy) implements VendorMessage {
    @Override
    public Kind kind() {
      return new Kind("LIME", 22, 2);
    }

    @Override
    public void writeBody(WireWriter out) {
      out.hostAddress(proxy);
    }
  }

  /** Any other kind. */
  @SuppressWarnings("ArrayRecordComponent") // verbatim bytes; compared by nobody
  record Unknown(Kind kind, byte[] body) implements VendorMessage {
    @Override
    public void writeBody(WireWriter out) {
      out.bytes(body);
    }
  }

  /**
   * Reads a payload.
   *
   * @param id message id of the frame, which some kinds give a meaning
   * @throws MalformedException TRUNCATED, BAD_COUNT, PORT_ZERO, defects of extensions
   */
  static VendorMessage decode(Guid id, byte[] bytes, int offset, int length)
      throws MalformedException {
    WireReader in = new WireReader(bytes, offset, length);
    Kind kind = Kind.read(in);
    String name = kind.vendor() + "/" + kind.selector() + "v" + kind.version();
    return switch (name) {
      case STANDARD + "/0v0" -> new MessagesSupported(kinds(in));
      case STANDARD + "/10v0" -> new FeaturesSupported(features(in));
      case "BEAR/4v1" -> new HopsFlow(in.u8());
      case "BEAR/7v1" -> new TcpConnectBack(in.port());
      case "GTKG/7v1" -> new UdpConnectBack(1, in.port(), in.guid());
      case "GTKG/7v2" -> new UdpConnectBack(2, in.port(), id);
      case "BEAR/11v1" -> new QueryStatusRequest();
      case "BEAR/12v1" -> new QueryStatusResponse(in.u16());
      case "LIME/21v1", "LIME/21v2" -> new PushProxyRequest(kind.version());
      case "LIME/22v2" -> new PushProxyAck(in.hostAddress());
      case "LIME/5v1" -> Crawl.request(in);
      case "LIME/6v1" -> Crawl.answer(in);
      case "LIME/11v2", "LIME/11v3" -> OutOfBand.ack(kind.version(), in);
      case "LIME/12v1", "LIME/12v2", "LIME/12v3" -> OutOfBand.indication(kind.version(), in);
      case "LIME/13v1" -> OutOfBand.veto(in);
      case "LIME/23v1", "LIME/23v2" -> Head.request(kind.version(), in);
      case "LIME/24v1", "LIME/24v2" -> Head.answer(kind.version(), in);
      case "GTKG/9v1" -> TimeSync.request(id, in);
      case "GTKG/10v1" -> TimeSync.reply(id, in);
      default -> new Unknown(kind, in.rest());
    };
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<Kind> kinds(WireReader in) throws MalformedException {
    int where = in.position();
    int count = in.u16();
    if (in.remaining() < count * 8) {
      throw new MalformedException(Rejection.BAD_COUNT, where);
    }
    List<Kind> kinds = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      kinds.add(Kind.read(in));
    }
    return List.copyOf(kinds);
  }

  private static List<Feature> features(WireReader in) throws MalformedException {
    List<Feature> features = new ArrayList<>();
    for (boolean wide : new boolean[] {false, true}) {
      if (wide && in.remaining() < 2) {
        break; // only LimeWire appends the second list
      }
      int where = in.position();
      int count = in.u16();
      if (in.remaining() < count * (wide ? 8 : 6)) {
        throw new MalformedException(Rejection.BAD_COUNT, where);
      }
      for (int i = 0; i < count; i++) {
        features.add(new Feature(in.ascii(4), wide ? in.u32() : in.u16(), wide));
      }
    }
    return List.copyOf(features);
  }

  /** The whole descriptor, for TCP: TTL 1, hops 0. */
  default byte[] frame(Guid id) {
    return frame(id, DescriptorType.VENDOR, 1);
  }

  /**
   * The whole descriptor, hops 0.
   *
   * @param type VENDOR or STANDARD_VENDOR
   * @param ttl 1; for datagrams perhaps with the marks of {@link Datagrams}
   */
  default byte[] frame(Guid id, DescriptorType type, int ttl) {
    WireWriter out = new WireWriter(32);
    kind().write(out);
    writeBody(out);
    return Frames.frame(id, type, ttl, 0, out);
  }
}
