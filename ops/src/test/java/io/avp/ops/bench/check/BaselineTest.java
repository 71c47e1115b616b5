package io.avp.ops.bench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
  @TempDir private Path directory;

  @Test
  void isReadAsItWasWrittenToFourDigits() throws Exception {
    Path file = directory.resolve("baseline.json");
    new Baseline("2026-11-27", "a machine", Map.of("a", 1.23456, "b[n=1]", 200.0)).write(file);
    assertEquals(
        new Baseline("2026-11-27", "a machine", Map.of("a", 1.2346, "b[n=1]", 200.0)),
        Baseline.read(file));
    assertTrue(Files.readString(file).endsWith("}\n"));
  }

  @Test
  void somethingElseIsRefused() throws Exception {
    Path file = directory.resolve("baseline.json");
    assertThrows(IOException.class, () -> Baseline.read(file));
    Files.writeString(file, "{\"ratio\":1}");
    assertThrows(IOException.class, () -> Baseline.read(file));
  }
}
