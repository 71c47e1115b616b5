package io.avp.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.avp.node.PlainText;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a listing is printed. */
final class Output {
  /** Forms of a listing. */
  enum Form {
    table,
    json
  }

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Form form;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** True if JSON is wanted. */
  boolean json() {
    return form == Form.json;
  }

  /** One line. */
  void line(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  /** One line beside what was asked for. */
  void note(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(PlainText.escape(text));
    err.flush();
  }

  /** A JSON value on one line. */
  void json(JsonNode value) {
    try {
      line(Api.MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is not measured yet is negative. */
  private static String cell(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isNumber() && value.asDouble() < 0) {
      return "-";
    }
    if (value.isFloatingPointNumber()) {
      return rounded(value.asDouble());
    }
    return PlainText.escape(value.isValueNode() ? value.asText() : value.toString());
  }

  /** Three digits that count, and all that stand before the point. */
  private static String rounded(double value) {
    if (value >= 100) {
      return Long.toString(Math.round(value));
    }
    return new BigDecimal(value)
        .round(new MathContext(3, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String cut(String text, int widest) {
    return text.length() > widest ? text.substring(0, widest - 1) + "…" : text;
  }

  /**
   * A table of the fields of objects.
   *
   * @param columns {@code title=field}, or {@code title=field:60} for a text that others choose and
   *     that must not tear the table
   */
  void table(Iterable<JsonNode> items, String... columns) {
    List<List<String>> rows = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (String column : columns) {
      titles.add(column.substring(0, column.indexOf('=')));
    }
    rows.add(titles);
    for (JsonNode item : items) {
      List<String> row = new ArrayList<>();
      for (String column : columns) {
        String[] field = column.substring(column.indexOf('=') + 1).split(":", 2);
        String text = cell(item.path(field[0]));
        row.add(field.length == 1 ? text : cut(text, Integer.parseInt(field[1])));
      }
      rows.add(row);
    }
    int[] widths = new int[columns.length];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (List<String> row : rows) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      line(text.toString().stripTrailing());
    }
  }
}
