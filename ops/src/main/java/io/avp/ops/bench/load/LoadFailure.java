package io.avp.ops.bench.load;

import java.io.IOException;

/** A relay did not do what it must: a copy is wrong, missing, or a connection ended. */
public final class LoadFailure extends IOException {
  private static final long serialVersionUID = 1;

  /** With what happened, for people. */
  public LoadFailure(String what) {
    super(what);
  }
}
