package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** Horizon sizes: n times {nodes (8), files (8), kibibytes (8)} (fact sheet, section 11.3). */
public record Hsep(List<Triple> triples) {
  private static final int BYTES = 24;

  /** Totals within one more hop. */
  public record Triple(long nodes, long files, long kib) {}

  /**
   * Reads a payload.
   *
   * @throws MalformedException EMPTY, BAD_LIST_LENGTH
   */
  public static Hsep decode(byte[] bytes, int offset, int length) throws MalformedException {
    if (length == 0) {
      throw new MalformedException(Rejection.EMPTY, offset);
    }
    if (length % BYTES != 0) {
      throw new MalformedException(Rejection.BAD_LIST_LENGTH, offset);
    }
    WireReader in = new WireReader(bytes, offset, length);
    List<Triple> triples = new ArrayList<>();
    while (in.remaining() > 0) {
      triples.add(new Triple(in.u64(), in.u64(), in.u64()));
    }
    return new Hsep(List.copyOf(triples));
  }

  /** The whole descriptor. */
  public byte[] frame(Guid id) {
    WireWriter out = new WireWriter(triples.size() * BYTES);
    triples.forEach(t -> out.u64(t.nodes()).u64(t.files()).u64(t.kib()));
    return Frames.frame(id, DescriptorType.HSEP, 1, 0, out);
  }
}
