package io.avp.ops.bench.relay;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;

/** What is told of the rounds of the yardstick, relay 0, and a node, relay 1. */
final class NodeFigures {
  private NodeFigures() {}

  static void add(String key, Results results, Report report) {
    figure(report, key + "_node", results.of(1, Round::nanosEach), "ns");
    figure(report, key + "_nio", results.of(0, Round::nanosEach), "ns");
    figure(report, key + "_ratio", results.ratio(1, 0, Round::nanosEach), "x");
    figure(report, key + "_node_rate", results.of(1, Round::perSecond), "/s");
    figure(report, key + "_nio_rate", results.of(0, Round::perSecond), "/s");
    figure(report, key + "_allocated", results.of(1, Round::bytesEach), "bytes");
    figure(report, key + "_node_p50", results.of(1, Round::middleLatency), "us");
    figure(report, key + "_nio_p50", results.of(0, Round::middleLatency), "us");
    figure(report, key + "_added_p50", results.difference(1, 0, Round::middleLatency), "us");
    figure(report, key + "_node_p99", results.of(1, Round::highLatency), "us");
    figure(report, key + "_nio_p99", results.of(0, Round::highLatency), "us");
    figure(report, key + "_added_p99", results.difference(1, 0, Round::highLatency), "us");
    checked(key, results, report);
  }

  /** A value measured in every round, with its bound if it has one. */
  static void figure(Report report, String key, double[] values, String unit) {
    report.figure(key, Bound.on(key, Figure.of(values, unit)));
  }

  /** How much was checked, and repeated. */
  static void checked(String key, Results results, Report report) {
    report
        .figure(key + "_copies_checked", Figure.of(results.copies(), "copies"))
        .figure(key + "_rounds_repeated", Figure.of(results.repeats(), "rounds"));
  }
}
