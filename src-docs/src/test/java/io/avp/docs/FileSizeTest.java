package io.avp.docs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rule 7: files stay small, and every package says where in the paper it stands. */
class FileSizeTest {
  private static final List<String> MODULES =
      List.of("gnutella-stream", "avp-actors", "cluster-bootstrap", "ops");

  @Test
  void filesStaySmall() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      int lines = Files.readAllLines(file).size();
      lengths.add(lines);
      if (lines > 500) {
        tooLong.add(file + ": " + lines);
      }
    }
    assertFalse(lengths.isEmpty(), "found no source file");
    lengths.sort(null);
    int median = lengths.get(lengths.size() / 2);
    int p95 = lengths.get((int) (lengths.size() * 0.95));
    assertAll(
        () -> assertEquals(List.of(), tooLong, "files above 500 lines"),
        () -> assertTrue(median <= 90, "median is " + median + " lines, aim is 90"),
        () -> assertTrue(p95 <= 300, "95 % is " + p95 + " lines, aim is 300"));
  }

  @Test
  void everyPackageNamesItsPlaceInThePaper() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : sources()) {
      Path info = file.resolveSibling("package-info.java");
      if (!Files.exists(info) || !Files.readString(info).contains("/**")) {
        silent.add(file.getParent().toString());
      }
    }
    assertEquals(List.of(), silent.stream().distinct().toList());
  }

  private static List<Path> sources() {
    List<Path> all = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        files.filter(f -> f.toString().endsWith(".java")).forEach(all::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }
}
