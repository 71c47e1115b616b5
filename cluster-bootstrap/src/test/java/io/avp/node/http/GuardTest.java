package io.avp.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("avp:secret".getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, GET, 127.0.0.1:7626, '', 0",
    "127.0.0.1, GET, localhost, '', 0",
    "127.0.0.1, GET, [::1]:7626, '', 0",
    "127.0.0.1, GET, node.example:7626, '', 0",
    "127.0.0.1, GET, evil.example, '', 421",
    "127.0.0.1, GET, '', '', 421",
    "127.0.0.1, DELETE, evil.example, Bearer secret, 421",
    "127.0.0.1, DELETE, localhost, '', 401",
    "127.0.0.1, DELETE, localhost, Bearer wrong, 403",
    "127.0.0.1, DELETE, localhost, Bearer secret, 0",
    "127.0.0.1, DELETE, localhost, basic, 401",
    "192.0.2.1, GET, 192.0.2.1:7626, '', 401",
    "192.0.2.1, GET, 192.0.2.1:7626, Bearer secret, 0",
    "192.0.2.1, GET, 192.0.2.1:7626, basic, 0",
    "0.0.0.0, GET, localhost, '', 401",
    "0.0.0.0, GET, 192.0.2.7:7626, Bearer secret, 0",
    "0.0.0.0, GET, evil.example, Bearer secret, 421",
    "0.0.0.0, GET, 192.0.2.7.evil.example, Bearer secret, 421",
    "127.0.0.1, GET, 192.0.2.7, '', 421",
  })
  void decides(String bind, String method, String host, String authorization, int status) {
    Guard guard = new Guard(new HttpSettings(bind, 0, List.of("node.example"), "secret"));
    HttpRequest request =
        method.equals("GET") ? HttpRequest.GET("/") : HttpRequest.DELETE("/api/v1/links/x");
    request = request.addHeader(RawHeader.create("Host", host));
    if (!authorization.isEmpty()) {
      request =
          request.addHeader(
              RawHeader.create(
                  "Authorization", authorization.equals("basic") ? BASIC : authorization));
    }
    int refused =
        guard.refusal(request).map(problem -> problem.response().status().intValue()).orElse(0);
    assertEquals(status, refused);
  }
}
