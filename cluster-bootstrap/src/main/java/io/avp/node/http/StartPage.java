package io.avp.node.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Files that are served as they are: the start page and the description of the API. */
final class StartPage {
  private static final String PAGE = resource("page.html");
  private static final String OPEN_API = resource("openapi.json");
  private static final String CONTENT_SECURITY =
      "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; script-src '"
          + digest("script")
          + "'; style-src '"
          + digest("style")
          + "'";

  private StartPage() {}

  /** The page with the live figures; only its own script and style may run in it. */
  static HttpResponse page() {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_HTML_UTF8, PAGE))
        .addHeader(RawHeader.create("Content-Security-Policy", CONTENT_SECURITY))
        .addHeader(RawHeader.create("Referrer-Policy", "no-referrer"));
  }

  /** The description of the API. */
  static HttpResponse openApi() {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, OPEN_API));
  }

  private static String resource(String name) {
    try (InputStream in = StartPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String element) {
    int start = PAGE.indexOf("<" + element + ">") + element.length() + 2;
    String content = PAGE.substring(start, PAGE.indexOf("</" + element + ">"));
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
