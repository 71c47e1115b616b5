package io.avp.ops.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of one run and whether it held what it must. Not thread-safe. */
public final class Report {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String name;
  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final Map<String, Object> top = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /** An empty report. */
  public Report(String name) {
    this.name = name;
  }

  /** Adds a figure; a missed floor makes the report a failure. */
  public Report figure(String key, Figure figure) {
    figures.put(key, figure);
    return this;
  }

  /** Adds a number beside the figures, at the top of the JSON object. */
  public Report top(String key, Number value) {
    top.put(key, value);
    return this;
  }

  /** Says what else went wrong. */
  public Report failure(String what) {
    failures.add(what);
    return this;
  }

  /** True if nothing failed and every figure is what it must be. */
  public boolean isOk() {
    return failures.isEmpty() && figures.values().stream().allMatch(Figure::isMet);
  }

  /** What else went wrong. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** The keys of the figures that are not what they must be. */
  public List<String> missed() {
    return figures.entrySet().stream()
        .filter(figure -> !figure.getValue().isMet())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** 0 if all held, else 1. */
  public int exitCode() {
    return isOk() ? 0 : 1;
  }

  /** Prints all for people. */
  public void print(PrintWriter out) {
    figures.forEach((key, figure) -> out.printf("  %-34s %s%n", key, figure.text()));
    failures.forEach(failure -> out.println("  FAILED: " + failure));
    out.println(name + (isOk() ? ": ok" : ": not ok"));
    out.flush();
  }

  /** One line for machines. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("ok", isOk());
    all.putAll(top);
    all.put("figures", figures);
    if (!failures.isEmpty()) {
      all.put("failures", failures);
    }
    try {
      return MAPPER.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain data", e);
    }
  }
}
