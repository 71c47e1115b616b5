package io.avp.gnutella;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.Vectors.Capture;
import io.avp.gnutella.Vectors.Vector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No golden vector and no capture is without its test: asks all tests of this module. */
class GoldenCoverageTest {
  @Test
  void everyVectorIsGivenToATest() throws Exception {
    List<String> all = new ArrayList<>();
    for (JsonNode v : Vectors.tree("golden/index.json").path("vectors")) {
      all.add(v.path("name").asText());
    }
    assertEquals(175, all.size());
    assertEquals(175, files("golden", ".hex"));
    all.removeAll(given(Vector.class, Vector::name));
    assertEquals(List.of(), all, "vectors without a test");
  }

  @Test
  void everyCaptureIsGivenToATest() throws Exception {
    List<String> all = new ArrayList<>(Vectors.captures().map(Capture::file).toList());
    assertEquals(224, all.size());
    assertEquals(224, files("captures", ".hex") + files("captures", ".txt"));
    all.removeAll(given(Capture.class, Capture::file));
    // The test of conversations counts its groups itself.
    all.removeIf(name -> name.startsWith("hs-"));
    assertEquals(List.of(), all, "captures without a test");
  }

  private static long files(String folder, String suffix) throws IOException, URISyntaxException {
    Path index = Path.of(Vectors.class.getResource("/" + folder + "/index.json").toURI());
    try (Stream<Path> files = Files.list(index.getParent())) {
      return files.filter(f -> f.toString().endsWith(suffix)).count();
    }
  }

  /** The names of all arguments of that type in the sources of parameterized tests. */
  private static <T> Set<String> given(Class<T> type, Function<T, String> name)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    Set<String> names = new TreeSet<>();
    Path here = Path.of(Vectors.class.getResource("Vectors.class").toURI()).getParent();
    List<Path> classes;
    try (Stream<Path> files = Files.walk(here)) {
      classes = files.filter(f -> f.toString().endsWith("Test.class")).toList();
    }
    for (Path file : classes) {
      String path = here.relativize(file).toString();
      String binary = path.substring(0, path.length() - ".class".length()).replace('/', '.');
      Class<?> test = Class.forName("io.avp.gnutella." + binary);
      for (Method method : test.getDeclaredMethods()) {
        MethodSource source = method.getAnnotation(MethodSource.class);
        if (source == null || !method.isAnnotationPresent(ParameterizedTest.class)) {
          continue;
        }
        for (String factory : source.value()) {
          Method made = test.getDeclaredMethod(factory);
          made.setAccessible(true);
          ((Stream<?>) made.invoke(null))
              .filter(type::isInstance)
              .forEach(v -> names.add(name.apply(type.cast(v))));
        }
      }
    }
    return names;
  }
}
