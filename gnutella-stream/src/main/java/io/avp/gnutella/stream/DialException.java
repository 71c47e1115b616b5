package io.avp.gnutella.stream;

import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;

/** A dial came to nothing. */
public final class DialException extends IOException {
  private static final long serialVersionUID = 1L;

  private final CloseReason reason;

  DialException(HostAddress remote, CloseReason reason) {
    super(remote + ": " + reason.text());
    this.reason = reason;
  }

  /** Why; {@link CloseReason#CONNECT_FAILED} if nobody accepted it. */
  public CloseReason reason() {
    return reason;
  }
}
