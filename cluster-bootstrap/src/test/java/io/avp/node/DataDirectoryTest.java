package io.avp.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path dir;

  @Test
  void aSecondHolderIsRefusedUntilTheFirstEnds() {
    DataDirectory first = DataDirectory.open(dir, "a");
    StartError e = assertThrows(StartError.class, () -> DataDirectory.open(dir, "a"));
    assertTrue(e.getMessage().startsWith("avp.node.data: another node runs on "), e.getMessage());
    first.close();
    DataDirectory.open(dir, "a").close();
  }

  @Test
  void theTokenIsMadeOnceAndReadableByItsOwnerOnly() throws IOException {
    String token;
    try (DataDirectory data = DataDirectory.open(dir, "a")) {
      token = data.token();
    }
    assertEquals(48, token.length());
    assertEquals(token, DataDirectory.tokenIn(dir));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("token"))));
    try (DataDirectory again = DataDirectory.open(dir, "a")) {
      assertEquals(token, again.token());
    }
  }

  @Test
  void anotherNameIsRefused() {
    DataDirectory.open(dir, "a").close();
    StartError e = assertThrows(StartError.class, () -> DataDirectory.open(dir, "b"));
    assertTrue(e.getMessage().startsWith("avp.node.name: "), e.getMessage());
  }

  @Test
  void aPortInUseNamesTheSetting() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StartError e =
          assertThrows(
              StartError.class,
              () ->
                  PortCheck.tcp(
                      "avp.node.http-port",
                      "avp.node.http-host",
                      "127.0.0.1",
                      taken.getLocalPort()));
      assertTrue(e.getMessage().startsWith("avp.node.http-port: cannot listen on TCP"));
    }
  }
}
