package io.avp.vcc.cache;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.gnutella.wire.WireWriter;
import io.avp.model.AvpId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes answers on holders' behalf, in the form that real servents accept of others: the holder's
 * own records, trailer, GUID and address; one holder per message, at most ten records, no index and
 * no SHA-1 twice; never as if they were the sender's own, so hops are 1 or more.
 *
 * <p>Pushes for firewalled holders go to the virtual peers that hold them, which are named as push
 * proxies. A trailer that servents take for spam without its metadata, or that is missing, goes out
 * in our own vendor's name. Stateless.
 */
public final class HitWriter {
  /** Most records of one message. */
  public static final int MAX_RECORDS = 10;

  /** A message that is as long as this takes no more records, in bytes of payload. */
  public static final int FULL_BYTES = 2_016;

  private static final int MAX_PROXIES = 4;
  private static final Set<String> NEED_XML = Set.of(".mp3", ".avi", ".mpg");

  /**
   * To whom an answer goes.
   *
   * @param query message id of the query
   * @param ttl of the answer, 1 or more
   * @param hops of the answer, 1 or more
   * @param own GUID of the one that asks, if it is known: its files are not offered to it
   * @param wanted false for holders that it can do nothing with
   * @param target most records
   */
  public record Asker(
      Guid query, int ttl, int hops, Optional<Guid> own, Predicate<Holder> wanted, int target) {
    public Asker {
      if (hops < 1 || ttl < 1) {
        throw new IllegalArgumentException("an answer for another with hops " + hops);
      }
    }
  }

  private static final class Message {
    final List<byte[]> records = new ArrayList<>();
    final int[] indexes = new int[MAX_RECORDS];
    final long[] sha1s = new long[MAX_RECORDS];
    int bytes;

    boolean hasRoom(byte[] raw, int index, long sha1) {
      boolean room = records.size() < MAX_RECORDS && bytes + raw.length <= FULL_BYTES;
      for (int i = 0; room && i < records.size(); i++) {
        room = indexes[i] != index && sha1s[i] != sha1;
      }
      return room;
    }

    void add(byte[] raw, int index, long sha1) {
      indexes[records.size()] = index;
      sha1s[records.size()] = sha1;
      records.add(raw);
      bytes += raw.length;
    }
  }

  private final String vendor;
  private final Function<AvpId, Optional<HostAddress>> addresses;

  /**
   * Writes answers.
   *
   * @param vendor our own four characters
   * @param addresses where virtual peers of the realm take pushes
   */
  public HitWriter(String vendor, Function<AvpId, Optional<HostAddress>> addresses) {
    this.vendor = vendor;
    this.addresses = addresses;
  }

  /** The whole descriptors of an answer, nearest holder first. */
  public List<byte[]> write(Asker asker, List<Offer> offers) {
    List<Offer> nearest = new ArrayList<>(offers);
    nearest.sort(Comparator.comparingInt(offer -> offer.holder().rttMillis()));
    List<byte[]> frames = new ArrayList<>();
    int open = asker.target;
    for (Offer offer : nearest) {
      if (open > 0 && mayName(offer.holder(), asker)) {
        for (Message message : messages(offer.records(), open)) {
          frames.add(frame(asker, offer.holder(), message));
          open -= message.records.size();
        }
      }
    }
    return frames;
  }

  private boolean mayName(Holder holder, Asker asker) {
    Guid servent = holder.servent();
    return !servent.isBlank()
        && !servent.equals(asker.query)
        && asker.own.map(own -> !own.equals(servent)).orElse(true)
        && holder.address().port() != 0
        && (holder.push() != Push.NEEDED || !proxies(holder).isEmpty())
        && asker.wanted.test(holder);
  }

  private static List<Message> messages(List<byte[]> records, int most) {
    List<Message> messages = new ArrayList<>();
    int taken = 0;
    for (byte[] raw : records) {
      long sha1 = sha1(raw);
      if (sha1 == 0 || taken == most) {
        continue;
      }
      int index = index(raw);
      Message message = null;
      for (int i = 0; message == null && i < messages.size(); i++) {
        message = messages.get(i).hasRoom(raw, index, sha1) ? messages.get(i) : null;
      }
      if (message == null) {
        message = new Message();
        messages.add(message);
      }
      message.add(raw, index, sha1);
      taken++;
    }
    return messages;
  }

  private static int index(byte[] raw) {
    return (raw[0] & 0xff) | (raw[1] & 0xff) << 8 | (raw[2] & 0xff) << 16 | raw[3] << 24;
  }

  /** What tells SHA-1s apart; 0 if the record has none. */
  private static long sha1(byte[] raw) {
    long key = Sha1Text.key(raw);
    if (key != 0) {
      return key;
    }
    return read(raw)
        .flatMap(HitRecord::sha1)
        .map(sha1 -> Sha1Text.key(Sha1Text.asRecord(sha1)))
        .orElse(0L);
  }

  private static Optional<HitRecord> read(byte[] raw) {
    try {
      return Optional.of(HitRecord.read(new WireReader(raw, 0, raw.length)));
    } catch (MalformedException e) {
      return Optional.empty(); // it was read when it was learnt; what cannot be read is not sent
    }
  }

  private byte[] frame(Asker asker, Holder holder, Message message) {
    WireWriter out =
        new WireWriter(FULL_BYTES)
            .u8(message.records.size())
            .portFirst(holder.address())
            .u32(holder.speed());
    message.records.forEach(out::bytes);
    trailer(holder, message).write(out);
    byte[] payload = out.guid(holder.servent()).toByteArray();
    byte[] frame = new byte[Header.BYTES + payload.length];
    Header.write(
        frame, 0, asker.query, DescriptorType.QUERY_HIT, asker.ttl, asker.hops, payload.length);
    System.arraycopy(payload, 0, frame, Header.BYTES, payload.length);
    return frame;
  }

  private HitTrailer trailer(Holder holder, Message message) {
    HitTrailer trailer =
        holder
            .trailer()
            .orElseGet(() -> HitTrailer.of(vendor, holder.pushOnly(), false, false, Ggep.NONE));
    if (isSuspect(trailer, message)) {
      trailer = trailer.withVendor(vendor);
    }
    if (holder.push() != Push.UNKNOWN && trailer.push() != holder.pushOnly()) {
      trailer = trailer.withPush(holder.pushOnly());
    }
    List<HostAddress> proxies = proxies(holder);
    return holder.pushOnly() && !proxies.isEmpty() ? trailer.withPushProxies(proxies) : trailer;
  }

  private List<HostAddress> proxies(Holder holder) {
    return holder.via().stream()
        .flatMap(avp -> addresses.apply(avp).stream())
        .limit(MAX_PROXIES)
        .toList();
  }

  /** What gtk-gnutella takes for a forgery of the two vendors that it knows best. */
  private static boolean isSuspect(HitTrailer trailer, Message message) {
    return switch (trailer.vendor()) {
      case "LIME" ->
          message.records.stream()
              .flatMap(raw -> read(raw).stream())
              .anyMatch(r -> !r.ggep().has("CT") || needsXml(r.name()));
      case "GTKG" ->
          trailer.ggep().ids().stream().noneMatch(id -> id.startsWith("GTKGV"))
              || message.records.stream().anyMatch(raw -> index(raw) == 0);
      default -> false;
    };
  }

  private static boolean needsXml(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && NEED_XML.contains(name.substring(dot).toLowerCase(Locale.ROOT));
  }
}
