package io.avp.ops.bench.overload;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most heap that a JVM may take. */
final class HeapLimit {
  private static final Pattern FLAG = Pattern.compile("-Xmx(\\d+)([kKmMgG]?)");

  private HeapLimit() {}

  /**
   * In bytes, as its flags say.
   *
   * @throws IOException if they do not
   */
  static long of(List<String> flags) throws IOException {
    for (String flag : flags) {
      Matcher most = FLAG.matcher(flag);
      if (most.matches()) {
        int shift =
            switch (most.group(2).toLowerCase(Locale.ROOT)) {
              case "k" -> 10;
              case "m" -> 20;
              case "g" -> 30;
              default -> 0;
            };
        return Long.parseLong(most.group(1)) << shift;
      }
    }
    throw new IOException("the flags of nodes have no -Xmx: " + flags);
  }
}
