package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Asks for files: flags (2, high byte first), text, NUL, extensions separated by 0x1c, GGEP last
 * (fact sheet, section 4).
 *
 * @param flags sixteen bits, {@link #MARKED} set; see the constants
 * @param text what the user typed; a single backslash in searches by URN
 * @param urns URNs of HUGE, as sent
 * @param xml a rich query, empty if there is none
 * @param ggep extensions
 * @param extensionArea the bytes behind the text's NUL, exactly as sent
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared by nobody; kept so that a query can be sent on unchanged
public record Query(
    int flags, String text, List<String> urns, String xml, Ggep ggep, byte[] extensionArea) {
  public static final int MARKED = 0x8000;
  public static final int FIREWALLED = 0x4000;
  public static final int XML = 0x2000;
  public static final int LEAF_GUIDED = 0x1000;
  public static final int GGEP_H = 0x0800;
  public static final int OUT_OF_BAND = 0x0400;
  public static final int FW_TO_FW = 0x0200;
  public static final int SR_UDP = 0x0100;

  /** Text of a query for all files of a servent (fact sheet, section 4.4): an index query. */
  public static final String INDEX = "    ";

  private static final byte[] INDEX_TEXT = INDEX.getBytes(StandardCharsets.US_ASCII);

  /** Longer queries are neither answered nor relayed, in bytes of payload. */
  public static final int MAX_RELAYED = 256;

  private static final byte SEPARATOR = 0x1c;

  /**
   * Reads a payload.
   *
   * @throws MalformedException EMPTY, ANCIENT_QUERY, NO_TERMINATOR, BAD_UTF8, OVERHEAD, BAD_SHA1,
   *     BAD_GGEP
   */
  public static Query decode(byte[] bytes, int offset, int length) throws MalformedException {
    if (length <= 3) {
      throw new MalformedException(Rejection.EMPTY, offset);
    }
    WireReader in = new WireReader(bytes, offset, length);
    int flags = flags(in.u16BigEndian());
    if (flags == 0) {
      throw new MalformedException(Rejection.ANCIENT_QUERY, offset);
    }
    int textAt = in.position();
    String text = WireReader.utf8(in.untilNul(), textAt);
    int areaAt = in.position();
    byte[] area = in.rest();
    List<String> urns = new ArrayList<>();
    StringBuilder xml = new StringBuilder();
    Ggep ggep = extensions(area, areaAt, urns, xml);
    if (text.isEmpty() && urns.isEmpty()) {
      throw new MalformedException(Rejection.EMPTY, textAt);
    }
    return new Query(flags, text, List.copyOf(urns), xml.toString(), ggep, area);
  }

  /** A query of our own. */
  public static Query of(int flags, String text, List<String> urns, Ggep ggep) {
    WireWriter area = new WireWriter(64);
    for (String urn : urns) {
      if (area.size() > 0) {
        area.u8(SEPARATOR);
      }
      area.utf8(urn);
    }
    if (!ggep.isEmpty()) {
      if (area.size() > 0) {
        area.u8(SEPARATOR);
      }
      area.bytes(ggep.encode());
    }
    if (area.size() > 0) {
      area.u8(0);
    }
    return new Query(flags, text, List.copyOf(urns), "", ggep, area.toByteArray());
  }

  /** Flags of a frame as they stand there; {@link #decode} puts right those of old Shareaza. */
  public static int flags(byte[] b, int frame) {
    return (b[frame + Header.BYTES] & 0xff) << 8 | b[frame + Header.BYTES + 1] & 0xff;
  }

  /** True if a frame is of an index query that says no more than that. */
  public static boolean isIndex(byte[] b, int frame, int length) {
    int text = frame + Header.BYTES + 2;
    return length == Header.BYTES + 3 + INDEX.length()
        && Arrays.equals(b, text, text + INDEX.length(), INDEX_TEXT, 0, INDEX_TEXT.length);
  }

  /**
   * Makes flags of what 0.4 has in their place, the least speed of an answer: as if none were asked
   * for.
   */
  public static void mark(byte[] b, int frame) {
    b[frame + Header.BYTES] = (byte) (MARKED >>> 8);
    b[frame + Header.BYTES + 1] = (byte) MARKED;
  }

  /** Most hits that these flags want; 0 if unlimited. */
  public static int maxHits(int flags) {
    return (flags & MARKED) != 0 ? flags & 0xff : 0;
  }

  private static int flags(int word) {
    if ((word & MARKED) != 0) {
      return word;
    }
    int swapped = (word & 0xff) << 8 | word >>> 8;
    boolean littleEndianBug =
        (swapped & MARKED) != 0 && (swapped & (GGEP_H | LEAF_GUIDED)) != 0; // old Shareaza
    return littleEndianBug ? swapped : word;
  }

  private static Ggep extensions(byte[] area, int where, List<String> urns, StringBuilder xml)
      throws MalformedException {
    int end = area.length;
    if (end > 0 && area[end - 1] == 0) {
      end--;
    }
    int at = 0;
    while (at < end) {
      if (area[at] == Ggep.MAGIC) {
        return Ggep.read(new WireReader(area, at, end - at));
      }
      int next = at;
      while (next < end && area[next] != SEPARATOR && area[next] != 0) {
        next++;
      }
      if (next == at) {
        throw new MalformedException(Rejection.OVERHEAD, where + at);
      }
      extension(new String(area, at, next - at, StandardCharsets.UTF_8), where + at, urns, xml);
      at = next + 1;
    }
    return Ggep.NONE;
  }

  private static void extension(String text, int where, List<String> urns, StringBuilder xml)
      throws MalformedException {
    if (text.regionMatches(true, 0, "urn:", 0, 4)) {
      if (text.length() == 4) {
        return; // an obsolete wish to see URNs, which are sent anyway
      }
      if (text.regionMatches(true, 0, "urn:sha1:", 0, 9) && Sha1.ofUrn(text).isEmpty()) {
        throw new MalformedException(Rejection.BAD_SHA1, where);
      }
      urns.add(text);
    } else if (text.startsWith("<")) {
      xml.append(text);
    }
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Most hits wanted; 0 if unlimited. */
  public int maxHits() {
    return maxHits(flags);
  }

  /** The file that is asked for, if it is asked for by SHA-1. */
  public Optional<Sha1> sha1() {
    return urns.stream().flatMap(u -> Sha1.ofUrn(u).stream()).findFirst();
  }

  /** Where hits may be sent by UDP: written into the message id if the flag is set. */
  public static HostAddress outOfBandAddress(Guid id) {
    int port = (int) (id.low() >>> 16 & 0xff) | (int) (id.low() >>> 8 & 0xff) << 8;
    return new HostAddress((int) (id.high() >>> 32), port);
  }

  /** True for the request for the newest files. */
  public boolean isWhatsNew() {
    return ggep.number("WH").map(v -> v == 1).orElse(false);
  }

  /** The whole descriptor. */
  public byte[] frame(Guid id, int ttl, int hops) {
    WireWriter out = new WireWriter(64).u16BigEndian(flags).utf8(text).u8(0).bytes(extensionArea);
    return Frames.frame(id, DescriptorType.QUERY, ttl, hops, out);
  }
}
