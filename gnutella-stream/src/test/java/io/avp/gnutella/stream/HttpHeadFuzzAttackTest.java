package io.avp.gnutella.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.http.javadsl.model.HttpResponse;
import io.avp.gnutella.Vectors;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged HTTP heads over real sockets, through the HTTP layer that serves them. */
class HttpHeadFuzzAttackTest {
  private static final long SEED = 80;
  private static final int CASES = 20_000;

  /** As many heads one behind the other on a connection. */
  private static final int EACH = 50;

  private final Random random = new Random(SEED);

  @Test
  void everyHeadIsAnsweredOrRefused() throws Exception {
    List<byte[]> heads =
        java.util.stream.Stream.concat(
                Vectors.golden("http").map(Vectors.Vector::bytes),
                Vectors.captures().filter(c -> c.kind().equals("http")).map(Vectors.Capture::bytes))
            .filter(b -> new String(b, ISO_8859_1).startsWith("GET "))
            .toList();
    TestPort port = new TestPort("linger = 1 s, http-per-owner = 100000");
    int answered = 0;
    int refused = 0;
    try (port) {
      HttpSide.serve(port.servent, r -> HttpResponse.create());
      for (int i = 0; i < CASES; i += EACH) {
        try (RawServent raw = new RawServent(port.connect())) {
          java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
          for (int k = 0; k < EACH; k++) {
            all.writeBytes(damaged(heads.get(random.nextInt(heads.size()))));
          }
          raw.say(all.toByteArray());
          raw.socket.shutdownOutput();
          for (String answer : new String(raw.in.readAllBytes(), ISO_8859_1).split("HTTP/1.1 ")) {
            answered += answer.startsWith("200") ? 1 : 0;
            refused += answer.startsWith("4") || answer.startsWith("5") ? 1 : 0;
          }
        } catch (java.io.IOException e) {
          refused++; // reset, because the rest of what was sent is not read
        }
      }
      TestServent.until(() -> port.shards.stats().open() == 0);
      assertEquals(0, port.closed(CloseReason.INTERNAL_ERROR));
    }
    assertTrue(answered > CASES / EACH && refused > CASES / EACH / 4, answered + "/" + refused);
  }

  /** Most are whole, so that a connection lives for a few. */
  private byte[] damaged(byte[] whole) {
    byte[] head = whole.clone();
    if (random.nextInt(3) == 0) {
      int at = random.nextInt(head.length);
      head[at] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) "\r\n:\0 %/".charAt(random.nextInt(7));
    }
    return head;
  }
}
