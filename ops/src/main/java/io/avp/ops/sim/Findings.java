package io.avp.ops.sim;

import io.avp.ops.report.Report;
import java.util.List;

/** What an experiment has found: for people, for machines, and as a part of a page. */
interface Findings {
  /** The words behind {@code ops/avp experiment} that find it again, without seed and scenario. */
  String command();

  /** SHA-256 of all that happened. */
  String digest();

  /** What people read in a terminal. */
  List<String> lines();

  /** Adds the figures, with floors where some are known. */
  void add(Report report);

  /** HTML that begins with a heading and loads nothing. */
  String section();
}
