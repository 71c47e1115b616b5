package io.avp.node.http;

import com.sun.net.httpserver.HttpServer;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Qrp;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QrpSender;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A leaf that tells whoever browses it of its files. */
final class SharingLeaf implements AutoCloseable {
  private static final int TABLE_BITS = 16;

  private final AtomicInteger browses = new AtomicInteger();
  private final HttpServer server;
  private final RawLeaf leaf;

  /** Connects; it is browsed when the virtual peer has seen its table. */
  SharingLeaf(String address, int port, Guid guid, String... names) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
    HostAddress self = HostAddress.of(server.getAddress());
    byte[] hits = hit(self, guid, names).frame(guid, 1, 0);
    server.createContext(
        "/",
        exchange -> {
          browses.incrementAndGet();
          exchange.getResponseHeaders().add("Content-Type", "application/x-gnutella-packets");
          exchange.sendResponseHeaders(200, hits.length);
          exchange.getResponseBody().write(hits);
          exchange.close();
        });
    server.start();
    String headers = "Listen-IP: " + self + "\r\nGUID: " + guid + "\r\n";
    leaf = new RawLeaf(address, port, "Sharing/1.0", headers);
    List<String> words = new ArrayList<>();
    for (String name : names) {
      words.addAll(QueryWords.forTable(name));
    }
    for (byte[] payload : QrpSender.whole(QrpTable.ofWords(TABLE_BITS, words))) {
      leaf.send(Qrp.frame(guid, payload));
    }
  }

  /** How often it was browsed. */
  int browses() {
    return browses.get();
  }

  private static QueryHit hit(HostAddress self, Guid guid, String... names) {
    List<HitRecord> records = new ArrayList<>();
    for (String name : names) {
      byte[] digest = new byte[20];
      digest[0] = (byte) records.size();
      records.add(HitRecord.of(records.size() + 1, 1_000, name, Sha1.of(digest)));
    }
    HitTrailer trailer = HitTrailer.of("TEST", false, false, true, Ggep.NONE);
    return new QueryHit(self, 1_000, records, Optional.of(trailer), guid);
  }

  @Override
  public void close() throws IOException {
    leaf.close();
    server.stop(0);
  }
}
