package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {
  private static final byte[] OPENING = Ping.plain().frame(Guid.modern(1, 2), 7, 0);

  private ServerSocket server;
  private IdleConnections idle;
  private final List<Socket> sockets = new ArrayList<>();

  /** Connections without a handshake. */
  private final class Plain implements Dialler {
    @Override
    public SocketChannel dial(int index) throws IOException {
      return SocketChannel.open(server.getLocalSocketAddress());
    }

    @Override
    public byte[] opening(int index) {
      return OPENING;
    }

    @Override
    public boolean answersPings() {
      return true;
    }
  }

  @BeforeEach
  void open() throws Exception {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    idle = new IdleConnections(new Plain());
    CompletableFuture<Void> accepted = CompletableFuture.runAsync(this::accept);
    idle.open(2);
    accepted.get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    idle.close();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** Answers the ping behind what two connections say first. */
  private void accept() {
    try {
      for (int i = 0; i < 2; i++) {
        Socket socket = server.accept();
        sockets.add(socket);
        assertArrayEquals(OPENING, socket.getInputStream().readNBytes(OPENING.length));
        byte[] ping = socket.getInputStream().readNBytes(Header.BYTES);
        HostAddress self = new HostAddress(0x7f00_0001, 1);
        socket
            .getOutputStream()
            .write(new Pong(self, 0, 0, Ggep.NONE).frame(Guid.read(ping, 0), 1, 0));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void answersPings() throws Exception {
    Guid id = Guid.modern(3, 4);
    sockets.get(1).getOutputStream().write(Ping.plain().frame(id, 1, 0));
    while (idle.answered() == 0) {
      idle.attend(1_000_000);
    }
    byte[] pong = sockets.get(1).getInputStream().readNBytes(Header.BYTES);
    assertEquals(id, Guid.read(pong, 0));
    assertEquals(2, idle.held());
  }

  @Test
  void countsTheOneThatEndsAndKeepsTheOther() throws Exception {
    sockets.get(0).close();
    while (idle.held() == 2) {
      idle.attend(1_000_000);
    }
    assertEquals(2, idle.size());
    assertEquals("connection 0 was closed by the other side", idle.firstLoss());
    assertThrows(LoadFailure.class, idle::check);
  }
}
