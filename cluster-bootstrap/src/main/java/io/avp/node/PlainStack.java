package io.avp.node;

import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/**
 * Stack traces as plain text: each line is indented behind a bar, because the message of an
 * exception may quote a peer and hold line ends that would forge a line of the log.
 */
public final class PlainStack extends RootCauseFirstThrowableProxyConverter {

  /** For logback. */
  public PlainStack() {}

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return barred(super.throwableProxyToString(thrown));
  }

  /** {@code text} with every line behind a bar, without characters that fool a terminal. */
  static String barred(String text) {
    return text.lines()
        .map(line -> "  | " + PlainText.escape(line.replace("\t", "  ")) + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
