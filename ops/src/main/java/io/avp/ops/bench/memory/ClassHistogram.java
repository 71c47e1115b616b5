package io.avp.ops.bench.memory;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reachable objects of a JVM, by their classes.
 *
 * @param classes by name, as {@code jcmd PID GC.class_histogram} gives it
 */
public record ClassHistogram(Map<String, Usage> classes) {
  /** {@code num: instances bytes name (module)}. */
  private static final Pattern LINE = Pattern.compile(" *\\d+: +(\\d+) +(\\d+) +(\\S+).*");

  /**
   * Objects of one class.
   *
   * @param instances how many
   * @param bytes of all of them
   */
  public record Usage(long instances, long bytes) {
    private static final Usage NONE = new Usage(0, 0);

    private Usage plus(Usage other) {
      return new Usage(instances + other.instances, bytes + other.bytes);
    }

    private Usage minus(Usage other) {
      return new Usage(instances - other.instances, bytes - other.bytes);
    }
  }

  /** Copies the map. */
  public ClassHistogram {
    classes = Map.copyOf(classes);
  }

  /**
   * Reads what {@code jcmd} prints.
   *
   * @throws IOException if it is no histogram
   */
  static ClassHistogram parse(String text) throws IOException {
    Map<String, Usage> classes = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher fields = LINE.matcher(line);
      if (fields.matches()) {
        Usage one = new Usage(Long.parseLong(fields.group(1)), Long.parseLong(fields.group(2)));
        // Two class loaders may have classes of one name.
        classes.merge(fields.group(3), one, Usage::plus);
      }
    }
    if (classes.isEmpty()) {
      throw new IOException("jcmd gave no histogram");
    }
    return new ClassHistogram(classes);
  }

  /** Bytes of all objects. */
  long bytes() {
    return classes.values().stream().mapToLong(Usage::bytes).sum();
  }

  /** What has come since an earlier one; of classes with fewer objects the numbers are negative. */
  ClassHistogram since(ClassHistogram earlier) {
    Map<String, Usage> grown = new LinkedHashMap<>(classes);
    earlier.classes.forEach(
        (name, usage) -> grown.put(name, grown.getOrDefault(name, Usage.NONE).minus(usage)));
    return new ClassHistogram(grown);
  }

  /** A table for people, per one of {@code things}: classes that make up 99 % of the bytes. */
  String table(int things) {
    StringBuilder table = new StringBuilder("    bytes   objects  class\n");
    long left = bytes() / 100 * 99;
    for (Map.Entry<String, Usage> each : bySize()) {
      Usage usage = each.getValue();
      table.append(
          String.format(
              "%9.1f %9.2f  %s%n",
              usage.bytes / (double) things, usage.instances / (double) things, each.getKey()));
      left -= usage.bytes;
      if (left <= 0) {
        break;
      }
    }
    return table.toString();
  }

  private Iterable<Map.Entry<String, Usage>> bySize() {
    return classes.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().bytes, a.getValue().bytes))
        .toList();
  }
}
