package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.aol.topology.HostCache;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The host cache from run to run, whatever happened to its file. */
class HostFileTest {
  private static final HostAddress ONE = HostAddress.parse("1.2.3.4:6346");
  private static final HostAddress TWO = HostAddress.parse("1.2.3.5:6346");

  @TempDir Path data;

  private HostFile file() {
    return new HostFile(data, LoggerFactory.getLogger(HostFileTest.class));
  }

  private static HostCache cache() {
    return new HostCache(100, 100, ip -> true);
  }

  private static HostCache with(HostAddress... hosts) {
    HostCache cache = cache();
    for (HostAddress host : hosts) {
      cache.heard(host, 1_000);
    }
    return cache;
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    HostCache before = with(ONE, TWO);
    before.succeeded(TWO, 2_000);
    file().write(before);
    HostCache after = cache();
    file().read(after);
    assertEquals(before.encode(), after.encode());
  }

  @Test
  void withoutAFileItStartsEmpty() {
    HostCache cache = cache();
    file().read(cache);
    assertEquals(0, cache.size());
  }

  @Test
  void ofABrokenFileTheGoodLinesCount() throws IOException {
    file().write(with(ONE, TWO));
    Path hosts = data.resolve("hosts");
    Files.writeString(hosts, Files.readString(hosts).replace("1.2.3.4:", "1.2.3.four:"));
    HostCache cache = cache();
    file().read(cache);
    assertTrue(cache.find(TWO).isPresent());
    assertEquals(1, cache.size());
  }

  @Test
  void noiseInsteadOfAFileIsSurvived() throws IOException {
    byte[] noise = new byte[10_000];
    new Random(3).nextBytes(noise);
    Files.write(data.resolve("hosts"), noise);
    HostCache cache = cache();
    file().read(cache);
    assertEquals(0, cache.size());
    file().write(with(ONE));
    file().read(cache);
    assertEquals(1, cache.size());
  }

  @Test
  void aFileThatCannotBeWrittenIsLeftAsItWas() throws IOException {
    file().write(with(ONE));
    byte[] before = Files.readAllBytes(data.resolve("hosts"));
    // A directory in the draft's place fails for every user, root included.
    Files.createDirectory(data.resolve("hosts.new"));
    HostFile file = file();
    file.write(with(ONE, TWO));
    assertArrayEquals(before, Files.readAllBytes(data.resolve("hosts")));
    Files.delete(data.resolve("hosts.new"));
    file.write(with(ONE, TWO));
    HostCache after = cache();
    file.read(after);
    assertEquals(2, after.size(), "tried again, because it was not written");
  }

  @Test
  void aDirectoryThatIsGoneIsSurvived() throws IOException {
    HostFile file = new HostFile(data.resolve("gone"), LoggerFactory.getLogger(getClass()));
    file.write(with(ONE));
    HostCache cache = cache();
    file.read(cache);
    assertEquals(0, cache.size());
    assertFalse(Files.exists(data.resolve("gone")));
  }

  @Test
  void whatDidNotChangeIsNotWrittenAgain() throws IOException {
    HostFile file = file();
    file.write(with(ONE));
    Files.delete(data.resolve("hosts"));
    file.write(with(ONE));
    assertFalse(Files.exists(data.resolve("hosts")));
    file.write(with(ONE, TWO));
    assertTrue(Files.exists(data.resolve("hosts")));
  }
}
