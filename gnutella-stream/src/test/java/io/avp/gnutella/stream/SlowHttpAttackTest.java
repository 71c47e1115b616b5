package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import io.avp.gnutella.wire.HostAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** HTTP clients that take their time, or send what no head may hold. */
class SlowHttpAttackTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  private static void drip(RawServent raw) throws Exception {
    raw.socket.setSoTimeout(20);
    for (int i = 0; ; i++) {
      try {
        if (raw.in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        raw.say("\r\nX: 1".substring(i % 6, i % 6 + 1));
      } catch (java.io.IOException e) {
        return; // a reset is an end as well
      }
    }
  }

  @Test
  void aHeadThatNeverEndsIsCutOff() throws Exception {
    try (TestPort port = new TestPort("http-answer = 300 ms, linger = 1 s");
        RawServent raw = new RawServent(port.connect())) {
      HttpSide.serve(port.servent, r -> HttpResponse.create());
      raw.say("GET / HTTP/1.1\r\nHost: x");
      drip(raw);
      TestServent.until(() -> port.closed(CloseReason.HTTP_IDLE) == 1);
    }
  }

  @Test
  void theSecondHeadIsNotWaitedForLongerThanTheFirst() throws Exception {
    try (TestPort port = new TestPort("http-answer = 300 ms, linger = 1 s");
        RawServent raw = new RawServent(port.connect())) {
      HttpSide.serve(port.servent, r -> HttpResponse.create());
      raw.say(REQUEST);
      assertTrue(raw.head().startsWith("HTTP/1.1 200 "));
      raw.say("GET / HTTP/1.1\r\nHost: x");
      drip(raw);
      TestServent.until(() -> port.closed(CloseReason.HTTP_IDLE) == 1);
    }
  }

  /** The other way round: one that is asked drips the head of its answer. */
  @Test
  void anAnswerWhoseHeadNeverEndsIsNotWaitedFor() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (TestPort port = new TestPort("http-answer = 300 ms");
        ServerSocket slow = new ServerSocket(0, 1, loopback)) {
      HostAddress address = new HostAddress(0x7f000001, slow.getLocalPort());
      CompletableFuture<HttpResponse> answer =
          port.shards
              .fetch(address, null, HttpRequest.GET("/"), port.servent)
              .toCompletableFuture();
      try (RawServent raw = new RawServent(slow.accept())) {
        raw.head();
        raw.say("HTTP/1.1 200 OK\r\nX: 1");
        drip(raw);
      }
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
      assertInstanceOf(TimeoutException.class, failed.getCause());
      TestServent.until(() -> port.shards.stats().open() == 0);
    }
  }

  @Test
  void headsBeyondTheLimitsAreRefused() throws Exception {
    try (TestPort port = new TestPort("linger = 1 s")) {
      HttpSide.serve(port.servent, r -> HttpResponse.create());
      String start = "GET / HTTP/1.1\r\nHost: x\r\n";
      for (String head :
          new String[] {
            "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            start + "X: " + "a".repeat(5_000) + "\r\n\r\n",
            start + "X: 1\r\n".repeat(60) + "\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET \u0001 HTTP/1.1\r\n\r\n"
          }) {
        try (RawServent raw = new RawServent(port.connect())) {
          raw.say(head);
          String answer = raw.head();
          assertTrue(answer.matches("(?s)HTTP/1.1 (4|505).*"), answer);
          raw.drain();
        }
      }
      TestServent.until(() -> port.shards.stats().open() == 0);
    }
  }
}
