package io.avp.actor;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.Offer;
import io.avp.vcc.cache.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What regions know of a question, which goes between nodes with most questions: written field by
 * field, because looking up the fields of records takes most of the time otherwise.
 */
final class FoundSerializer extends Serializer<Found> {
  @Override
  public void write(Kryo kryo, Output out, Found found) {
    list(out, found.offers(), FoundSerializer::writeOffer);
    list(out, found.ask(), FoundSerializer::writeAsk);
    out.writeBoolean(found.all());
  }

  @Override
  public Found read(Kryo kryo, Input in, Class<? extends Found> type) {
    return new Found(
        list(in, FoundSerializer::readOffer), list(in, FoundSerializer::readAsk), in.readBoolean());
  }

  private static void writeOffer(Output out, Offer offer) {
    Holder holder = offer.holder();
    writeGuid(out, holder.servent());
    out.writeInt(holder.address().ip());
    out.writeShort(holder.address().port());
    out.writeLong(holder.speed());
    list(out, holder.trailer().stream().toList(), FoundSerializer::writeTrailer);
    out.writeString(holder.push().name());
    list(out, holder.via(), FoundSerializer::writeAvp);
    out.writeInt(holder.rttMillis());
    out.writeLong(holder.source());
    list(out, offer.records(), FoundSerializer::writeBytes);
  }

  private static Offer readOffer(Input in) {
    Holder holder =
        new Holder(
            readGuid(in),
            new HostAddress(in.readInt(), in.readShortUnsigned()),
            in.readLong(),
            list(in, FoundSerializer::readTrailer).stream().findFirst(),
            Push.valueOf(in.readString()),
            list(in, FoundSerializer::readAvp),
            in.readInt(),
            in.readLong());
    return new Offer(holder, list(in, FoundSerializer::readBytes));
  }

  private static void writeAsk(Output out, Found.Ask ask) {
    writeGuid(out, ask.servent());
    list(out, ask.via(), FoundSerializer::writeAvp);
  }

  private static Found.Ask readAsk(Input in) {
    return new Found.Ask(readGuid(in), list(in, FoundSerializer::readAvp));
  }

  private static void writeTrailer(Output out, HitTrailer trailer) {
    out.writeString(trailer.vendor());
    writeBytes(out, trailer.openData());
    writeBytes(out, trailer.privateData());
  }

  private static HitTrailer readTrailer(Input in) {
    return new HitTrailer(in.readString(), readBytes(in), readBytes(in));
  }

  private static void writeAvp(Output out, AvpId avp) {
    out.writeString(avp.value());
  }

  private static AvpId readAvp(Input in) {
    return new AvpId(in.readString());
  }

  private static void writeGuid(Output out, Guid guid) {
    out.writeLong(guid.high());
    out.writeLong(guid.low());
  }

  private static Guid readGuid(Input in) {
    return new Guid(in.readLong(), in.readLong());
  }

  private static void writeBytes(Output out, byte[] bytes) {
    out.writeVarInt(bytes.length, true);
    out.writeBytes(bytes);
  }

  private static byte[] readBytes(Input in) {
    return in.readBytes(in.readVarInt(true));
  }

  private static <T> void list(Output out, List<T> all, BiConsumer<Output, T> writer) {
    out.writeVarInt(all.size(), true);
    all.forEach(one -> writer.accept(out, one));
  }

  private static <T> List<T> list(Input in, Function<Input, T> reader) {
    int size = in.readVarInt(true);
    List<T> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(reader.apply(in));
    }
    return all;
  }
}
