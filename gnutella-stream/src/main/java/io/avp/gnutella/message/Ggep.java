package io.avp.gnutella.message;

import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A block of extensions: magic byte, then for each flags, id, length, data (fact sheet, section
 * 10).
 *
 * <pre>
 * c3 { flags (80 last, 40 COBS, 20 deflated, 10 must be 0, low four bits length of id), id, length 1-3 bytes, data }*
 * </pre>
 *
 * <p>Data is kept as it came and decoded on demand; a block that was read is written back byte for
 * byte.
 */
public final class Ggep {
  /** First byte of a block. */
  public static final byte MAGIC = (byte) 0xc3;

  /** No extensions: encodes to nothing. */
  public static final Ggep NONE = new Ggep(List.of());

  private static final int LAST = 0x80;
  private static final int COBS = 0x40;
  private static final int DEFLATED = 0x20;
  private static final int RESERVED = 0x10;
  private static final int MAX_EXTENSIONS = 32;
  private static final int MAX_INFLATED = 65_536;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Extension(String id, int flags, byte[] coded) {}

  private final List<Extension> extensions;

  private Ggep(List<Extension> extensions) {
    this.extensions = List.copyOf(extensions);
  }

  /**
   * Reads a block; the reader must stand at its magic byte and stands behind the last extension
   * afterwards.
   */
  public static Ggep read(WireReader in) throws MalformedException {
    int start = in.position();
    if (in.u8() != (MAGIC & 0xff)) {
      throw new MalformedException(Rejection.BAD_GGEP, start);
    }
    List<Extension> found = new ArrayList<>();
    int flags;
    do {
      int where = in.position();
      if (in.remaining() == 0 || found.size() == MAX_EXTENSIONS) {
        throw new MalformedException(Rejection.BAD_GGEP, where);
      }
      flags = in.u8();
      int idLength = flags & 0xf;
      if ((flags & RESERVED) != 0 || idLength == 0 || in.remaining() < idLength) {
        throw new MalformedException(Rejection.BAD_GGEP, where);
      }
      String id = in.ascii(idLength);
      int length = length(in);
      if (in.remaining() < length) {
        throw new MalformedException(Rejection.BAD_GGEP, where);
      }
      found.add(new Extension(id, flags & (COBS | DEFLATED), in.bytes(length)));
    } while ((flags & LAST) == 0);
    return new Ggep(found);
  }

  private static int length(WireReader in) throws MalformedException {
    int length = 0;
    for (int i = 0; i < 3; i++) {
      int where = in.position();
      if (in.remaining() == 0) {
        throw new MalformedException(Rejection.BAD_GGEP, where);
      }
      int b = in.u8();
      length = length << 6 | b & 0x3f;
      if ((b & 0xc0) == 0x40) {
        return length;
      }
      if ((b & 0xc0) != 0x80) {
        throw new MalformedException(Rejection.BAD_GGEP, where);
      }
    }
    throw new MalformedException(Rejection.BAD_GGEP, in.position());
  }

  /** Ids in their order. */
  public List<String> ids() {
    return extensions.stream().map(Extension::id).toList();
  }

  public boolean has(String id) {
    return extensions.stream().anyMatch(e -> e.id().equals(id));
  }

  public boolean isEmpty() {
    return extensions.isEmpty();
  }

  /**
   * The decoded data of the first extension of that id; empty if absent or if its coding is broken.
   */
  public Optional<byte[]> find(String id) {
    for (Extension e : extensions) {
      if (e.id().equals(id)) {
        return decode(e);
      }
    }
    return Optional.empty();
  }

  /** A little-endian number of at most eight bytes; empty data is 0. */
  public Optional<Long> number(String id) {
    return find(id)
        .filter(d -> d.length <= Long.BYTES)
        .map(
            d -> {
              long value = 0;
              for (int i = d.length - 1; i >= 0; i--) {
                value = value << 8 | d[i] & 0xff;
              }
              return value;
            });
  }

  /** The block; nothing if there are no extensions. */
  public byte[] encode() {
    if (extensions.isEmpty()) {
      return new byte[0];
    }
    WireWriter out = new WireWriter(64).u8(MAGIC);
    for (int i = 0; i < extensions.size(); i++) {
      Extension e = extensions.get(i);
      out.u8((i == extensions.size() - 1 ? LAST : 0) | e.flags() | e.id().length());
      out.bytes(e.id().getBytes(StandardCharsets.ISO_8859_1));
      int n = e.coded().length;
      if (n > 0xfff) {
        out.u8(0x80 | n >>> 12);
      }
      if (n > 0x3f) {
        out.u8(0x80 | n >>> 6 & 0x3f);
      }
      out.u8(0x40 | n & 0x3f).bytes(e.coded());
    }
    return out.toByteArray();
  }

  private static Optional<byte[]> decode(Extension e) {
    try {
      byte[] data = (e.flags() & COBS) != 0 ? Cobs.decode(e.coded()) : e.coded();
      return Optional.of((e.flags() & DEFLATED) != 0 ? inflate(data) : data.clone());
    } catch (MalformedException broken) {
      return Optional.empty(); // one broken extension does not spoil the others
    }
  }

  /** A whole zlib stream of at most 64 KiB, inflated. */
  static byte[] inflate(byte[] data) throws MalformedException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      WireWriter out = new WireWriter(data.length * 4);
      byte[] chunk = new byte[1024];
      int n;
      while ((n = inflater.inflate(chunk)) > 0) {
        if (out.size() + n > MAX_INFLATED) {
          throw new MalformedException(Rejection.TOO_LARGE, 0);
        }
        out.bytes(java.util.Arrays.copyOf(chunk, n));
      }
      if (!inflater.finished()) {
        throw new MalformedException(Rejection.BAD_DEFLATE, 0);
      }
      return out.toByteArray();
    } catch (DataFormatException broken) {
      throw new MalformedException(Rejection.BAD_DEFLATE, 0);
    } finally {
      inflater.end();
    }
  }

  /** A whole zlib stream. */
  static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(data);
      deflater.finish();
      WireWriter out = new WireWriter(data.length / 2);
      byte[] chunk = new byte[1024];
      while (!deflater.finished()) {
        out.bytes(java.util.Arrays.copyOf(chunk, deflater.deflate(chunk)));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** The same block with that extension in place of one of its id, or else behind the others. */
  public Ggep with(String id, byte[] data) {
    Builder changed = new Builder();
    boolean replaced = false;
    for (Extension e : extensions) {
      if (!e.id().equals(id)) {
        changed.extensions.add(e);
      } else if (!replaced) {
        changed.add(id, data);
        replaced = true;
      }
    }
    return replaced ? changed.build() : changed.add(id, data).build();
  }

  /** Starts a block. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects extensions in their order. */
  public static final class Builder {
    private final List<Extension> extensions = new ArrayList<>();

    /** Data as it is. */
    public Builder add(String id, byte[] data) {
      return put(id, 0, data.clone());
    }

    /** An extension without data. */
    public Builder add(String id) {
      return put(id, 0, new byte[0]);
    }

    /** Data that must not contain a NUL on the wire: stuffed if it has one. */
    public Builder addWithoutNul(String id, byte[] data) {
      for (byte b : data) {
        if (b == 0) {
          return put(id, COBS, Cobs.encode(data));
        }
      }
      return add(id, data);
    }

    public Ggep build() {
      return extensions.isEmpty() ? NONE : new Ggep(extensions);
    }

    private Builder put(String id, int flags, byte[] coded) {
      if (id.isEmpty() || id.length() > 15 || coded.length > 262_143) {
        throw new IllegalArgumentException("extension " + id + " of " + coded.length + " bytes");
      }
      extensions.add(new Extension(id, flags, coded));
      return this;
    }
  }
}
