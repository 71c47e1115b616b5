package io.avp.ops.bench.memory;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Heap of a JVM as it is, garbage included; asking does not collect it. */
public final class HeapUse {
  private static final long KIB = 1024;

  /** Of each space of the heap; what is not heap has no total. */
  private static final Pattern SPACE = Pattern.compile("total (\\d+)K, used (\\d+)K");

  private static final Pattern MOST = Pattern.compile("-Xmx(\\d+)([kKmMgG]?)");

  private HeapUse() {}

  /** Bytes in use now. */
  public static long of(long pid) throws IOException, InterruptedException {
    return parse(Jcmd.run(pid, "GC.heap_info"));
  }

  /**
   * The sum over all spaces, in bytes.
   *
   * @throws IOException if there is none
   */
  static long parse(String info) throws IOException {
    Matcher space = SPACE.matcher(info);
    long used = 0;
    boolean found = false;
    while (space.find()) {
      used += Long.parseLong(space.group(2)) * KIB;
      found = true;
    }
    if (!found) {
      throw new IOException("jcmd does not tell the heap: " + info);
    }
    return used;
  }

  /**
   * The most heap that the flags of a JVM allow, in bytes.
   *
   * @throws IOException if they do not say
   */
  public static long most(Iterable<String> flags) throws IOException {
    for (String flag : flags) {
      Matcher most = MOST.matcher(flag);
      if (most.matches()) {
        long unit =
            switch (most.group(2).toLowerCase(java.util.Locale.ROOT)) {
              case "k" -> KIB;
              case "m" -> KIB * KIB;
              case "g" -> KIB * KIB * KIB;
              default -> 1;
            };
        return Long.parseLong(most.group(1)) * unit;
      }
    }
    throw new IOException("the flags of nodes have no -Xmx: " + flags);
  }
}
