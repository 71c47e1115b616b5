package io.avp.ops.workload;

import akka.NotUsed;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Flow;
import io.avp.gnutella.message.Sha1;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves files by SHA-1 and by index, and the list of all of them. */
final class FileHttp {
  static final String PACKETS = "application/x-gnutella-packets";

  private static final Pattern BY_SHA1 = Pattern.compile("/uri-res/N2R");
  private static final Pattern BY_INDEX = Pattern.compile("/get/(\\d{1,10})/(.+)");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,10})-(\\d{0,10})");

  private final Library library;
  private final Optional<Supplier<byte[]>> packets;

  /**
   * Serves a library.
   *
   * @param packets all files as query hits, for browsing servents; empty if nobody may browse
   */
  FileHttp(Library library, Optional<Supplier<byte[]>> packets) {
    this.library = library;
    this.packets = packets;
  }

  Flow<HttpRequest, HttpResponse, NotUsed> flow() {
    return Flow.of(HttpRequest.class).map(this::answer);
  }

  private HttpResponse answer(HttpRequest request) {
    if (!request.method().equals(HttpMethods.GET) && !request.method().equals(HttpMethods.HEAD)) {
      return HttpResponse.create().withStatus(StatusCodes.METHOD_NOT_ALLOWED);
    }
    String path = request.getUri().path();
    if (path.equals("/")) {
      return browse(request);
    }
    Optional<SharedFile> file = Optional.empty();
    Matcher index = BY_INDEX.matcher(path);
    if (BY_SHA1.matcher(path).matches()) {
      file = request.getUri().rawQueryString().flatMap(Sha1::ofUrn).flatMap(library::find);
    } else if (index.matches()) {
      file = library.find(Long.parseLong(index.group(1)), index.group(2));
    }
    return file.map(f -> send(f, request))
        .orElseGet(() -> HttpResponse.create().withStatus(StatusCodes.NOT_FOUND));
  }

  private HttpResponse browse(HttpRequest request) {
    if (packets.isEmpty()) {
      return HttpResponse.create().withStatus(StatusCodes.FORBIDDEN);
    }
    boolean servent =
        request.getHeader("Accept").map(HttpHeader::value).orElse("").contains(PACKETS);
    if (servent) {
      return HttpResponse.create()
          .withEntity(
              HttpEntities.create(
                  MediaTypes.applicationBinary("x-gnutella-packets", false).toContentType(),
                  packets.get().get()));
    }
    StringBuilder list = new StringBuilder();
    library
        .files()
        .forEach(f -> list.append(f.sha1().urn()).append(' ').append(f.name()).append('\n'));
    return HttpResponse.create().withEntity(ContentTypes.TEXT_PLAIN_UTF8, list.toString());
  }

  private static HttpResponse send(SharedFile file, HttpRequest request) {
    byte[] all = file.content();
    HttpResponse response =
        HttpResponse.create()
            .addHeader(RawHeader.create("X-Gnutella-Content-URN", file.sha1().urn()));
    Optional<Matcher> range =
        request.getHeader("Range").map(h -> RANGE.matcher(h.value())).filter(Matcher::matches);
    if (range.isEmpty()) {
      return response.withEntity(HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, all));
    }
    long from = Long.parseLong(range.get().group(1));
    String end = range.get().group(2);
    long to = Math.min(end.isEmpty() ? Long.MAX_VALUE : Long.parseLong(end), all.length - 1L);
    if (from > to) {
      return HttpResponse.create().withStatus(StatusCodes.RANGE_NOT_SATISFIABLE);
    }
    return response
        .withStatus(StatusCodes.PARTIAL_CONTENT)
        .addHeader(RawHeader.create("Content-Range", "bytes " + from + "-" + to + "/" + all.length))
        .withEntity(
            HttpEntities.create(
                ContentTypes.APPLICATION_OCTET_STREAM,
                Arrays.copyOfRange(all, (int) from, (int) to + 1)));
  }
}
