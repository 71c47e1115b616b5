package io.avp.ops.bench.relay;

import io.avp.ops.report.Report;
import java.io.IOException;

/** One line of the table of the relay bench: a load, the relays that carry it, what is printed. */
public interface Row {
  /** Copies of every query, unless a row says otherwise. */
  int WIDTH = 4;

  /** Seed of the words, so that tables are the same in every run. */
  long SEED = 20_261_124;

  /**
   * What every node in a bench has: room for the connections, and more queries than any servent may
   * ask.
   */
  String LIMITS =
      """
      avp.gnutella.ultrapeers-max = 1000
      avp.gnutella.leaves-max = 2000
      avp.gnutella.rates.leaf-queries = 1000000
      avp.gnutella.rates.leaf-queries-burst = 1000000
      avp.gnutella.rates.ultrapeer-queries = 1000000
      avp.gnutella.rates.ultrapeer-queries-burst = 1000000
      """;

  /**
   * What nodes have that must not lose a copy, as the load awaits every one: beside the limits,
   * room for the windows of four sources. Nothing else is changed.
   */
  String SETTINGS = LIMITS + "avp.gnutella.stream.send-queue = 4 MiB\n";

  /** Beginning of the keys of its figures. */
  String key();

  /** How many relays have a round in one turn of each of its contests, together. */
  int relays();

  /** Runs it and adds its figures. */
  void run(Contest contest, Report report) throws IOException, InterruptedException;
}
