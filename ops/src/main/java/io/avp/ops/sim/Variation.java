package io.avp.ops.sim;

/** By what the overlay is varied, because it is assumed and was not measured. */
enum Variation {
  /** As the scenario has it. */
  NONE("as assumed"),
  /** Fewer of the new relations are short: if no peer left, all would last 405 s on the mean. */
  FEW_SHORT("33 % short") {
    @Override
    Dynamics of(Dynamics rules) {
      return rules.withShortShare(0.33);
    }
  },
  /** All peers want as many relations. */
  ALIKE("all alike") {
    @Override
    Scenario.Flat of(Scenario.Flat flat) {
      return new Scenario.Flat(flat.ttl(), new double[] {1}, new double[] {1});
    }
  },
  /** After days of the same it is morning: by day half as many more peers come, ever more. */
  MORNING("morning") {
    @Override
    Dynamics of(Dynamics rules) {
      return rules.withDaily(0.5);
    }
  },
  /** Sessions are 100 times as long, so that hardly a relation ends with one. */
  STAYING("long sessions") {
    @Override
    Dynamics of(Dynamics rules) {
      return rules.withSessions(100);
    }
  };

  final String label;

  Variation(String label) {
    this.label = label;
  }

  /** How peers come and go, and relations begin and end. */
  Dynamics of(Dynamics rules) {
    return rules;
  }

  /** How many relations they want. */
  Scenario.Flat of(Scenario.Flat flat) {
    return flat;
  }
}
