package io.avp.ops.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Locale;

/**
 * One measured value.
 *
 * @param value the value; the median, if it was measured several times
 * @param unit of the value
 * @param must what it has to hold, such as {@code <= 3}; null if nothing is demanded
 * @param aim what it should hold; null if nothing is
 * @param min smallest of several measurements, else null
 * @param median of several measurements, else null
 * @param max largest of several measurements, else null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Figure(
    double value,
    String unit,
    String must,
    String aim,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double min,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double median,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double max) {

  /** A value measured once. */
  public static Figure of(double value, String unit) {
    return new Figure(value, unit, null, null, null, null, null);
  }

  /** A number of things. */
  public static Figure of(long value, String unit) {
    return of((double) value, unit);
  }

  /** A value measured several times: its median, and the extremes. */
  public static Figure of(double[] values, String unit) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    return new Figure(median, unit, null, null, sorted[0], median, sorted[sorted.length - 1]);
  }

  /** The same with a floor: {@code <=}, {@code >=} or {@code =}, a blank, a number. */
  public Figure must(String condition) {
    return new Figure(value, unit, condition, aim, min, median, max);
  }

  /** The same with an aim, written as a floor is. */
  public Figure aim(String condition) {
    return new Figure(value, unit, must, condition, min, median, max);
  }

  /** True if the value is what it must be. */
  @JsonIgnore
  public boolean isMet() {
    if (must == null) {
      return true;
    }
    int blank = must.indexOf(' ');
    double bound = Double.parseDouble(must.substring(blank + 1));
    return switch (must.substring(0, blank)) {
      case "<=" -> value <= bound;
      case ">=" -> value >= bound;
      case "=" -> value == bound;
      default -> throw new IllegalArgumentException("no condition: " + must);
    };
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder(number(value));
    if (!unit.isEmpty()) {
      text.append(' ').append(unit);
    }
    if (median != null) {
      text.append(" (min ").append(number(min)).append(", max ").append(number(max)).append(')');
    }
    if (must != null) {
      text.append("   must be ").append(must).append(isMet() ? ": met" : ": MISSED");
    }
    return text.toString();
  }

  private static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15
        ? String.format(Locale.ROOT, "%d", (long) x)
        : String.format(Locale.ROOT, "%.3f", x);
  }
}
