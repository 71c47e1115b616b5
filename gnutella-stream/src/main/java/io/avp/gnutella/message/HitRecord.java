package io.avp.gnutella.message;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of a query hit: index (4), size (4), name, NUL, extensions, NUL (fact sheet, section 5).
 *
 * @param index the holder's number for it, 0 to 2^32-1
 * @param sizeField the 32-bit field; {@link #size} is the size
 * @param name UTF-8 as sent
 * @param extensionArea the bytes between the two NULs, exactly as sent
 */
@SuppressWarnings("ArrayRecordComponent") // verbatim bytes; compared by nobody
public record HitRecord(long index, long sizeField, String name, byte[] extensionArea) {
  private static final byte SEPARATOR = 0x1c;

  /** A file of our own. */
  public static HitRecord of(long index, long size, String name, Sha1 sha1) {
    byte[] area = sha1.urn().getBytes(StandardCharsets.UTF_8);
    if (size <= 0x7fff_ffffL) {
      return new HitRecord(index, size, name, area);
    }
    WireWriter large = new WireWriter(64).bytes(area).u8(SEPARATOR);
    byte[] number = new WireWriter(8).u64(size).toByteArray();
    large.bytes(Ggep.builder().addWithoutNul("LF", number).build().encode());
    return new HitRecord(index, 0xffff_ffffL, name, large.toByteArray());
  }

  /**
   * Reads a record; the reader stands behind its second NUL afterwards.
   *
   * @throws MalformedException TRUNCATED, NO_TERMINATOR, EMPTY, NUL_IN_EXTENSION
   */
  public static HitRecord read(WireReader in) throws MalformedException {
    long index = in.u32();
    long size = in.u32();
    int where = in.position();
    String name = new String(in.untilNul(), StandardCharsets.UTF_8);
    byte[] area = in.untilNul();
    if (name.isEmpty()) {
      throw new MalformedException(Rejection.EMPTY, where);
    }
    HitRecord record = new HitRecord(index, size, name, area);
    record.checkExtensions(where);
    return record;
  }

  /** A raw NUL ends the area inside its GGEP block: the block is then not complete. */
  private void checkExtensions(int where) throws MalformedException {
    int at = ggepAt();
    if (at >= 0) {
      try {
        Ggep.read(new WireReader(extensionArea, at, extensionArea.length - at));
      } catch (MalformedException e) {
        throw new MalformedException(Rejection.NUL_IN_EXTENSION, where);
      }
    }
  }

  void write(WireWriter out) {
    out.u32(index).u32(sizeField).utf8(name).u8(0).bytes(extensionArea).u8(0);
  }

  /** Size of the file in bytes. */
  public long size() {
    return ggep().number("LF").orElse(sizeField);
  }

  /** The extensions; none if there is no block. */
  public Ggep ggep() {
    int at = ggepAt();
    if (at < 0) {
      return Ggep.NONE;
    }
    try {
      return Ggep.read(new WireReader(extensionArea, at, extensionArea.length - at));
    } catch (MalformedException e) {
      return Ggep.NONE; // checked when it was read; a record of our own is whole
    }
  }

  /** URNs given as text. */
  public List<String> urns() {
    int at = ggepAt();
    String text =
        new String(extensionArea, 0, at < 0 ? extensionArea.length : at, StandardCharsets.UTF_8);
    List<String> urns = new ArrayList<>();
    for (String part : text.split("\u001c")) {
      if (part.regionMatches(true, 0, "urn:", 0, 4)) {
        urns.add(part);
      }
    }
    return List.copyOf(urns);
  }

  /** SHA-1 of the file, from a URN or from the extension {@code H}. */
  public Optional<Sha1> sha1() {
    Optional<Sha1> urn = urns().stream().flatMap(u -> Sha1.ofUrn(u).stream()).findFirst();
    return urn.or(
        () ->
            ggep()
                .find("H")
                .filter(h -> h.length >= 21 && (h[0] == 1 || h[0] == 2))
                .map(h -> Sha1.of(java.util.Arrays.copyOfRange(h, 1, 21))));
  }

  private int ggepAt() {
    for (int i = 0; i < extensionArea.length; i++) {
      boolean starts = i == 0 || extensionArea[i - 1] == SEPARATOR;
      if (starts && extensionArea[i] == Ggep.MAGIC) {
        return i;
      }
    }
    return -1;
  }
}
