package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServentDiallerTest {
  private static final String ACCEPTS = "Accept-Encoding: deflate\r\n";
  private static final String DEFLATES = "Content-Encoding: deflate\r\n";

  private ServerSocket server;

  @BeforeEach
  void open() throws Exception {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  /** Answers a handshake; what the other side says, its first and its last part. */
  private CompletableFuture<String> answering(String headers) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = server.accept()) {
            String offer = part(socket);
            byte[] answer =
                ("GNUTELLA/0.6 200 OK\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(answer);
            return offer + "---" + part(socket);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String part(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0) {
      text.append((char) next);
      if (text.toString().endsWith("\r\n\r\n")) {
        break;
      }
      next = socket.getInputStream().read();
    }
    return text.toString();
  }

  private ServentDialler dialler(boolean ultrapeer) {
    HostAddress to = HostAddress.of((InetSocketAddress) server.getLocalSocketAddress());
    return new ServentDialler(i -> to, i -> ultrapeer, i -> new byte[0]).deflating();
  }

  @Test
  void bothSidesSayThatTheyCompress() throws Exception {
    CompletableFuture<String> said = answering(ACCEPTS + DEFLATES);
    ServentDialler dialler = dialler(true);
    assertTrue(dialler.compresses(3));
    try (SocketChannel channel = dialler.dial(3)) {
      String[] parts = said.get(10, TimeUnit.SECONDS).split("---", 2);
      assertTrue(parts[0].contains(ACCEPTS), parts[0]);
      assertEquals("GNUTELLA/0.6 200 OK\r\n" + DEFLATES + "\r\n", parts[1]);
      assertTrue(channel.isConnected());
    }
  }

  @Test
  void aSideThatDoesNotCompressIsNoCompressedRelation() throws Exception {
    CompletableFuture<String> said = answering(ACCEPTS);
    LoadFailure e = assertThrows(LoadFailure.class, () -> dialler(true).dial(3));
    assertTrue(e.getMessage().contains("not compressed both ways"), e.getMessage());
    said.get(10, TimeUnit.SECONDS);
  }

  @Test
  void leavesAreNotCompressed() throws Exception {
    CompletableFuture<String> said = answering(ACCEPTS);
    ServentDialler dialler = dialler(false);
    assertFalse(dialler.compresses(3));
    dialler.dial(3).close();
    assertFalse(said.get(10, TimeUnit.SECONDS).contains("deflate"));
  }
}
