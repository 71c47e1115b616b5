package io.avp.vcc.cache;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a servent sends when it is browsed, as it comes: one hit behind the other, all of the
 * same holder (fact sheet, section 12.9). Of a hit that is cut off at most 64 KiB are kept.
 */
public final class BrowseReader {
  private static final int MAX_PAYLOAD = 0xffff;

  /**
   * All that was read.
   *
   * @param hit the last hit, with the records of all; empty if there was none, as of an empty
   *     library
   * @param complete true if these are all files of the holder: nothing was broken, cut off or left
   *     out
   * @param broken why the rest could not be read
   */
  public record Result(Optional<LearntHit> hit, boolean complete, Optional<Rejection> broken) {}

  private final Optional<Guid> expected;
  private final int maxRecords;
  private final long maxBytes;
  private final List<FileRecord> records = new ArrayList<>();
  private byte[] buffer = {};
  private int buffered;
  private long bytes;
  private int unusable;
  private LearntHit last;
  private Rejection broken;

  /**
   * Nothing read.
   *
   * @param expected GUID of the one that is browsed, if it is known; another's files are not taken
   * @param maxRecords most records that are kept
   * @param maxBytes most bytes that are read
   */
  public BrowseReader(Optional<Guid> expected, int maxRecords, long maxBytes) {
    this.expected = expected;
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Takes the next bytes; false if nothing more is wanted, and the connection may be closed. */
  public boolean read(byte[] chunk) {
    bytes += chunk.length;
    if (broken == null && bytes > maxBytes) {
      broken = Rejection.TOO_LARGE;
    }
    if (broken != null) {
      return false;
    }
    if (buffer.length - buffered < chunk.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, buffered + chunk.length));
    }
    System.arraycopy(chunk, 0, buffer, buffered, chunk.length);
    buffered += chunk.length;
    int at = 0;
    try {
      for (int n = frame(at); n > 0; n = frame(at)) {
        take(LearntHit.read(buffer, at + Header.BYTES, n - Header.BYTES), at);
        at += n;
      }
    } catch (MalformedException e) {
      broken = e.reason();
      buffer = new byte[0];
      buffered = 0;
      return false;
    }
    buffered -= at;
    System.arraycopy(buffer, at, buffer, 0, buffered);
    return true;
  }

  /** Length of the frame that begins at {@code at}; 0 if it is not whole yet. */
  private int frame(int at) throws MalformedException {
    if (buffered - at < Header.BYTES) {
      return 0;
    }
    int payload = Header.payloadLength(buffer, at);
    if (Header.type(buffer, at) != DescriptorType.QUERY_HIT) {
      throw new MalformedException(Rejection.UNKNOWN_VARIANT, at);
    }
    if (payload < 0 || payload > MAX_PAYLOAD) {
      throw new MalformedException(Rejection.TOO_LARGE, at);
    }
    return buffered - at < Header.BYTES + payload ? 0 : Header.BYTES + payload;
  }

  private void take(LearntHit hit, int at) throws MalformedException {
    Guid servent = last == null ? expected.orElse(hit.servent()) : last.servent();
    if (!hit.servent().equals(servent)) {
      // Nobody speaks for another.
      throw new MalformedException(Rejection.UNKNOWN_VARIANT, at);
    }
    int room = Math.min(hit.records().size(), maxRecords - records.size());
    records.addAll(hit.records().subList(0, room));
    unusable += hit.unusable() + hit.records().size() - room;
    last = hit;
  }

  /** Bytes that came. */
  public long bytes() {
    return bytes;
  }

  /** The end: the connection was closed, or all that was announced has come. */
  public Result end() {
    Rejection why = broken == null && buffered > 0 ? Rejection.TRUNCATED : broken;
    Optional<LearntHit> all =
        Optional.ofNullable(last)
            .map(
                hit ->
                    new LearntHit(
                        hit.servent(),
                        hit.address(),
                        hit.speed(),
                        hit.trailer(),
                        records,
                        unusable));
    return new Result(all, why == null && unusable == 0, Optional.ofNullable(why));
  }
}
