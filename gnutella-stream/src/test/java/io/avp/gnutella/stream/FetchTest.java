package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Asking others by HTTP, over real sockets. */
class FetchTest {
  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static CompletionStage<HttpResponse> fetch(TestPort port, HostAddress from) {
    return port.shards.fetch(from, null, HttpRequest.GET("/"), port.servent);
  }

  @Test
  void aLargeAnswerComesWholeAndTheSocketIsClosed() throws Exception {
    byte[] body = new byte[3 << 20];
    new Random(3).nextBytes(body);
    try (TestPort port = new TestPort("")) {
      HttpSide.serve(
          port.servent, r -> HttpResponse.create().withEntity(HttpEntities.create(body)));
      HttpResponse answer = get(fetch(port, port.address()));
      assertEquals(200, answer.status().intValue());
      ByteString all =
          get(
              answer
                  .entity()
                  .withoutSizeLimit()
                  .getDataBytes()
                  .runFold(ByteString.emptyByteString(), ByteString::concat, TestPort.system()));
      assertArrayEquals(body, all.toArray());
      TestServent.until(() -> port.shards.stats().open() == 0);
    }
  }

  @Test
  void anAnswerThatNobodyWantsToReadEndsTheConnection() throws Exception {
    try (TestPort port = new TestPort("")) {
      HttpSide.serve(
          port.servent,
          r -> HttpResponse.create().withEntity(HttpEntities.create(new byte[3 << 20])));
      HttpResponse answer = get(fetch(port, port.address()));
      answer.entity().getDataBytes().runWith(Sink.cancelled(), TestPort.system());
      TestServent.until(() -> port.shards.stats().open() == 0);
    }
  }

  @Test
  void whoDoesNotAnswerFailsTheQuestionAndTheOwnerHearsNothing() throws Exception {
    try (TestPort port = new TestPort("")) {
      // It serves no HTTP.
      assertThrows(ExecutionException.class, () -> get(fetch(port, port.address())));
      HostAddress nobody = new HostAddress(0x7f0f0f0f, 9);
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> get(fetch(port, nobody)));
      assertInstanceOf(IOException.class, failed.getCause());
      assertEquals(0, port.servent.failedDials.size());
    }
  }
}
