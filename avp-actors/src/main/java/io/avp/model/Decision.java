package io.avp.model;

/** What a policy says to one request. */
public enum Decision {
  /** Go on. */
  PERMIT,
  /** No, and the other side is told. */
  REFUSE,
  /** No, and nobody is told: the request is dropped and counted. */
  IGNORE
}
