package io.avp.actor;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Flow;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The files of a servent, as it tells them to who browses it. */
final class Library {
  private static final String PACKETS = "application/x-gnutella-packets";
  private static final int PER_MESSAGE = 10;

  final AtomicInteger browses = new AtomicInteger();
  final List<HitRecord> records = new ArrayList<>();
  private final TestServent servent;
  private final String[] names;

  /** With how many seconds it puts everybody off; 0 if it does not. */
  volatile int retryAfter;

  /** How many more browses it answers with half of what it has. */
  final AtomicInteger toFail = new AtomicInteger();

  private Library(TestServent servent, String... names) {
    this.servent = servent;
    this.names = names;
    for (String name : names) {
      records.add(HitRecord.of(records.size() + 1, 1_000, name, sha1(name)));
    }
  }

  /** A servent that listens is browsed from now on; to be called before it joins. */
  static Library of(TestServent servent, String... names) {
    Library library = new Library(servent, names);
    servent.http = Flow.of(HttpRequest.class).map(library::answer);
    return library;
  }

  /** A servent that tells nobody its files, but answers queries for them. */
  static Library shy(TestServent servent, String... names) {
    Library library = new Library(servent, names);
    servent.answers = library::hit;
    return library;
  }

  /**
   * A servent that nobody can browse, but that answers index queries; said to have all of these.
   */
  static Library indexed(TestServent servent, String... names) {
    Library library = new Library(servent, names);
    servent.http =
        Flow.of(HttpRequest.class)
            .map(
                request -> {
                  library.browses.incrementAndGet();
                  return HttpResponse.create().withStatus(404);
                });
    servent.answers =
        query -> isIndex(query) ? library.all(Guid.read(query, 0)) : library.hit(query);
    servent.files = names.length;
    return library;
  }

  /** True for a query of four spaces. */
  static boolean isIndex(byte[] query) {
    return text(query).equals(Query.INDEX);
  }

  /** One hit with all. */
  byte[] all(Guid query) {
    return hit(records).frame(query, 2, 0);
  }

  /** The answer to a query; null if it has nothing. */
  byte[] hit(byte[] query) {
    if (isIndex(query)) {
      return null;
    }
    List<String> words = QueryWords.forLookup(text(query));
    List<HitRecord> found =
        records.stream().filter(r -> QueryWords.split(r.name()).containsAll(words)).toList();
    return found.isEmpty() ? null : hit(found).frame(Guid.read(query, 0), 4, 0);
  }

  private static String text(byte[] query) {
    try {
      return Query.decode(query, Header.BYTES, query.length - Header.BYTES).text();
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /** A hit of its own for these. */
  QueryHit hit(List<HitRecord> found) {
    HitTrailer trailer = HitTrailer.of("TEST", false, false, true, Ggep.NONE);
    return new QueryHit(servent.self, 1_000, found, Optional.of(trailer), servent.guid);
  }

  /** Names of its files. */
  List<String> names() {
    return List.of(names);
  }

  static Sha1 sha1(String name) {
    byte[] digest = new byte[20];
    new Random(name.hashCode()).nextBytes(digest);
    return Sha1.of(digest);
  }

  /** Sends the query table of all; the number of its slots. */
  int share() throws InterruptedException {
    return servent.shares(names);
  }

  private HttpResponse answer(HttpRequest request) {
    browses.incrementAndGet();
    if (retryAfter > 0) {
      return HttpResponse.create()
          .withStatus(429)
          .addHeader(RawHeader.create("Retry-After", Integer.toString(retryAfter)));
    }
    if (toFail.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      byte[] all = hits();
      return HttpResponse.create()
          .withEntity(
              HttpEntities.create(ContentTypes.parse(PACKETS), Arrays.copyOf(all, all.length / 2)));
    }
    boolean asked = request.getHeader("Accept").map(HttpHeader::value).equals(Optional.of(PACKETS));
    return asked && request.getUri().path().equals("/")
        ? HttpResponse.create().withEntity(HttpEntities.create(ContentTypes.parse(PACKETS), hits()))
        : HttpResponse.create().withStatus(404);
  }

  private byte[] hits() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < records.size(); i += PER_MESSAGE) {
      QueryHit hit = hit(records.subList(i, Math.min(records.size(), i + PER_MESSAGE)));
      try {
        all.write(hit.frame(servent.guid, 1, 0));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return all.toByteArray();
  }
}
