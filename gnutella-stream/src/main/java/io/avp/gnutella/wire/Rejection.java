package io.avp.gnutella.wire;

/** Why bytes are not what they claim to be: one constant for each kind of defect. */
public enum Rejection {
  /** Fewer bytes than the layout needs. */
  TRUNCATED,
  /** More bytes than a limit allows. */
  TOO_LARGE,
  /** Bytes behind the end that are no extension. */
  TRAILING_DATA,
  /** A terminating NUL is missing. */
  NO_TERMINATOR,
  /** Text that is not UTF-8. */
  BAD_UTF8,
  /** Port 0 where one must be dialled. */
  PORT_ZERO,
  /** A count that does not agree with what follows. */
  BAD_COUNT,
  /** Nothing in it. */
  EMPTY,
  /** A GGEP block that breaks the rules of its format. */
  BAD_GGEP,
  /** A packed list whose length is no multiple of its entries. */
  BAD_LIST_LENGTH,
  /** Query flags 0: older than anything that is answered. */
  ANCIENT_QUERY,
  /** Two adjacent separators in the extensions of a query. */
  OVERHEAD,
  /** A urn:sha1 of wrong length or alphabet. */
  BAD_SHA1,
  /** A NUL inside a record's extension. */
  NUL_IN_EXTENSION,
  /** An all-zero servent GUID. */
  BLANK_GUID,
  /** A servent GUID equal to the message id. */
  GUID_IS_MESSAGE_ID,
  /** A trailer that says more than there is. */
  BAD_TRAILER,
  /** A QRP table whose length is no power of two, or beyond the limit. */
  BAD_TABLE_LENGTH,
  /** QRP infinity below 1. */
  BAD_INFINITY,
  /** A QRP patch out of sequence, or without a reset. */
  BAD_SEQUENCE,
  /** QRP entry bits other than 1, 2, 4, 8. */
  BAD_ENTRY_BITS,
  /** An unknown compressor. */
  BAD_COMPRESSOR,
  /** A QRP patch that covers more or fewer slots than the table has. */
  BAD_COVERAGE,
  /** A compressed stream that cannot be inflated. */
  BAD_DEFLATE,
  /** An unknown variant of a message. */
  UNKNOWN_VARIANT,
  /** A COBS code that leads outside of its data. */
  BAD_COBS
}
