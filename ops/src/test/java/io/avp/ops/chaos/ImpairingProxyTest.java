package io.avp.ops.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImpairingProxyTest {
  private static final int SOON = 200;
  private static final int LATE = 10_000;

  private InetAddress here;
  private InetAddress other;
  private ServerSocket target;
  private ImpairingProxy proxy;

  @BeforeEach
  void open() throws IOException {
    here = InetAddress.getByName("127.0.0.1");
    other = InetAddress.getByName("127.0.0.2");
    target = new ServerSocket(0, 9, here);
    proxy =
        ImpairingProxy.open(
            new InetSocketAddress(here, 0), new InetSocketAddress(here, target.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    target.close();
  }

  @Test
  void itPassesBothWaysAndTheEnd() throws IOException {
    try (Socket client = dial(here);
        Socket server = accept()) {
      client.getOutputStream().write(1);
      assertEquals(1, server.getInputStream().read());
      server.getOutputStream().write(2);
      assertEquals(2, client.getInputStream().read());
      client.shutdownOutput();
      assertEquals(-1, server.getInputStream().read());
      server.getOutputStream().write(3);
      server.shutdownOutput();
      assertEquals(3, client.getInputStream().read());
      assertEquals(-1, client.getInputStream().read());
    }
  }

  @Test
  void whatIsStalledArrivesWhenItMayPass() throws IOException {
    try (Socket client = dial(here);
        Socket server = accept()) {
      proxy.impair(here, Impairment.STALL, Impairment.PASS);
      client.getOutputStream().write(1);
      server.setSoTimeout(SOON);
      assertThrows(SocketTimeoutException.class, () -> server.getInputStream().read());
      // The other direction, and others, are not concerned.
      server.getOutputStream().write(2);
      assertEquals(2, client.getInputStream().read());
      try (Socket second = dial(other);
          Socket at = accept()) {
        second.getOutputStream().write(3);
        assertEquals(3, at.getInputStream().read());
      }
      proxy.impair(here, Impairment.PASS, Impairment.PASS);
      server.setSoTimeout(LATE);
      assertEquals(1, server.getInputStream().read());
    }
  }

  @Test
  void aStalledConnectionReachesNobody() throws IOException {
    proxy.impair(here, Impairment.STALL, Impairment.STALL);
    target.setSoTimeout(SOON);
    try (Socket client = dial(here)) {
      client.getOutputStream().write(1);
      assertThrows(SocketTimeoutException.class, () -> target.accept());
      proxy.impair(here, Impairment.PASS, Impairment.PASS);
      try (Socket server = accept()) {
        assertEquals(1, server.getInputStream().read());
      }
    }
  }

  @Test
  void whatIsRefusedIsReset() throws IOException {
    try (Socket client = dial(here);
        Socket server = accept()) {
      proxy.impair(here, Impairment.REFUSE, Impairment.REFUSE);
      try (Socket late = dial(here)) {
        assertThrows(IOException.class, () -> reads(late));
      }
      proxy.impair(here, Impairment.PASS, Impairment.PASS);
      // What was open before stays dead.
      client.getOutputStream().write(1);
      assertThrows(IOException.class, () -> reads(client));
      assertThrows(IOException.class, () -> reads(server));
    }
  }

  /** Reads a byte; that there is none is an error, too. */
  private static void reads(Socket socket) throws IOException {
    if (socket.getInputStream().read() < 0) {
      throw new IOException("ended");
    }
  }

  private Socket accept() throws IOException {
    target.setSoTimeout(LATE);
    Socket server = target.accept();
    server.setSoTimeout(LATE);
    return server;
  }

  private Socket dial(InetAddress from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress(here, proxy.port()));
    socket.setSoTimeout(LATE);
    return socket;
  }
}
