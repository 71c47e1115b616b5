package io.avp.ops.bench.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is stored of a run, in a file of the repository.
 *
 * @param date of the run, ISO
 * @param machine what it ran on, for people
 * @param ratios of the benches to the calibration loops of the same run
 */
public record Baseline(String date, String machine, Map<String, Double> ratios) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final double DIGITS = 1e4;

  public Baseline {
    ratios = new TreeMap<>(ratios);
  }

  /**
   * Reads one.
   *
   * @throws IOException if there is none, or it is not to be understood
   */
  static Baseline read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), Baseline.class);
  }

  /** Writes it, with four digits behind the point. */
  void write(Path file) throws IOException {
    Map<String, Double> rounded = new TreeMap<>(ratios);
    rounded.replaceAll((bench, ratio) -> Math.round(ratio * DIGITS) / DIGITS);
    String text = MAPPER.writeValueAsString(new Baseline(date, machine, rounded));
    Files.writeString(file, text + "\n", StandardCharsets.UTF_8);
  }

  /** Kind of this machine: processor, how many, JVM. */
  static String thisMachine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String model =
        Files.exists(info)
            ? Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"))
            : System.getProperty("os.arch");
    return String.format(
        "%s, %d processors, Java %s",
        model,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.specification.version"));
  }
}
