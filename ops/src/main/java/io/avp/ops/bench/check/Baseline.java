package io.avp.ops.bench.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
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

  private static final MathContext DIGITS = new MathContext(4);

  /** Checks that every bench has a ratio above 0. */
  public Baseline {
    if (ratios == null || !ratios.values().stream().allMatch(ratio -> ratio != null && ratio > 0)) {
      throw new IllegalArgumentException("no ratios, or one that is not above 0");
    }
    ratios = new TreeMap<>(ratios);
  }

  /**
   * Reads one.
   *
   * @throws IOException if there is none, or it is not to be understood
   */
  static Baseline read(Path file) throws IOException {
    try {
      return MAPPER.readValue(file.toFile(), Baseline.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is no baseline: " + e.getOriginalMessage() + "; store one by --update", e);
    }
  }

  /** Writes it, with four digits of each ratio. */
  void write(Path file) throws IOException {
    Map<String, Double> rounded = new TreeMap<>(ratios);
    rounded.replaceAll((bench, ratio) -> new BigDecimal(ratio).round(DIGITS).doubleValue());
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
