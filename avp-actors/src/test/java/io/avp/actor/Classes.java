package io.avp.actor;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the compiled classes of a package. */
final class Classes {
  private Classes() {}

  /** All classes beside {@code one}, nested ones included, by name. */
  static List<Class<?>> of(Class<?> one) throws IOException {
    String file = one.getName().substring(one.getPackageName().length() + 1) + ".class";
    try (Stream<Path> files = Files.list(Path.of(one.getResource(file).toURI()).getParent())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".class") && !f.equals("package-info.class"))
          .sorted()
          .<Class<?>>map(f -> named(one.getPackageName() + "." + f.replace(".class", "")))
          .toList();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
