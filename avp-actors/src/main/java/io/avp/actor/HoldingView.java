package io.avp.actor;

import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.vcc.cache.HolderFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of a servent, as regions know it.
 *
 * @param id sorts, and is passed to see what comes after it
 * @param sha1 of its content, {@code urn:sha1:...}
 * @param name as the servent has told it
 * @param size in bytes, 0 to 2^32-1
 * @param index the servent's number for it, 0 to 2^32-1
 * @param address where the servent serves it, {@code ip:port}
 * @param told {@code member} if the servent has told it itself, else {@code others}
 * @param source address of who has told it
 * @param via virtual peers that hold a relation to the servent
 * @param ageMinutes since somebody has said that it is there
 */
public record HoldingView(
    String id,
    String sha1,
    String name,
    long size,
    long index,
    String address,
    String told,
    String source,
    List<String> via,
    int ageMinutes)
    implements Sharded {

  static HoldingView of(HolderFiles.Entry entry) {
    return new HoldingView(
        entry.key(),
        entry.record().sha1().urn(),
        new String(entry.record().name(), StandardCharsets.UTF_8),
        entry.size(),
        entry.index(),
        entry.holder().address().toString(),
        entry.member() ? "member" : "others",
        HostAddress.ipText((int) entry.holder().source()),
        entry.holder().via().stream().map(AvpId::value).toList(),
        entry.ageMinutes());
  }
}
