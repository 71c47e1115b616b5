package io.avp.node.metrics;

/**
 * The one table of metric names. Tags are words of enumerations, never an address, a GUID or a text
 * of a peer.
 */
enum MetricName {
  CONNECTIONS(
      "avp_connections",
      "",
      false,
      "Sockets now, by state: handshaking, or open (all others); each one is in one state"),
  CLOSED("avp_connections_closed_total", "reason", true, "Ended connections by reason"),
  DESCRIPTORS("avp_descriptors_total", "", true, "Descriptors by type and fate"),
  PENDING("avp_descriptors_pending", "type", false, "Descriptors without a fate yet, by type"),
  DROPS("avp_descriptors_dropped_total", "", true, "Dropped descriptors by type and reason"),
  QUEUE_DROPS(
      "avp_queue_drops_total",
      "type",
      true,
      "Frames dropped by full send queues of sockets, trunks too"),
  LEAVES("avp_leaves", "", false, "Leaves of the virtual peers now"),
  ULTRAPEERS("avp_ultrapeers", "", false, "Ultrapeers connected to the virtual peers now"),
  LEGACY("avp_legacy", "", false, "Servents of 0.4 connected to the virtual peers now"),
  SIBLINGS("avp_siblings", "", false, "Other virtual peers that the virtual peers relay to now"),
  SIBLINGS_SILENT("avp_siblings_silent", "", false, "Other virtual peers that do not answer now"),
  MESH_TRUNKS("avp_mesh_trunks", "", false, "Connections that carry links to other nodes now"),
  MESH_QUEUED(
      "avp_mesh_queued_bytes", "", false, "Bytes that wait for siblings now, on trunks too"),
  MESH_DROPS(
      "avp_mesh_drops_total", "type", true, "Frames for siblings dropped, on trunks too, by type"),
  MESH_LOST("avp_mesh_lost_batches_total", "", true, "Batches never answered in time"),
  ROUTES("avp_routes", "", false, "GUIDs whose way back is known now"),
  ROUTES_CAPACITY("avp_routes_capacity", "", false, "GUIDs that the tables of ways back can hold"),
  ROUTES_BYTES("avp_routes_bytes", "", false, "Memory of the tables of ways back"),
  ROUTES_SWAPS("avp_routes_early_swaps_total", "", true, "Tables of GUIDs full before their time"),
  ROUTES_EXHAUSTED(
      "avp_routes_exhausted_total", "", true, "GUIDs refused: share of the origin used up"),
  PUSH_ROUTES("avp_push_routes", "", false, "Servents that a push can be led to now"),
  PUSH_CONTESTED(
      "avp_push_routes_contested_total", "", true, "Claims of GUIDs of servents connected here"),
  PONGS("avp_pongs_cached", "", false, "Hosts named by pongs and kept now, tested or not"),
  PONGS_TESTED("avp_pongs_tested", "", false, "Of these, hosts that may be named to others"),
  PONGS_SHARED("avp_pongs_shared", "", false, "Hosts that other virtual peers have tested"),
  TABLE_FILL(
      "avp_own_table_fill", "", false, "Filled part of query tables, summed over virtual peers"),
  TABLES_BYTES("avp_tables_bytes", "", false, "Memory of the query tables of members"),
  HINTS_BYTES(
      "avp_hints_bytes", "", false, "Memory of the lists that tell which members have a word"),
  BROWSES(
      "avp_browses", "", false, "Leaves that are being browsed on a dial now, 4 per virtual peer"),
  PUSH_BROWSES(
      "avp_push_browses",
      "",
      false,
      "Firewalled leaves that are being browsed by push now, 32 per virtual peer"),
  PUSH_BROWSES_TOTAL("avp_push_browses_total", "", true, "Browses by push that were begun"),
  INDEX_QUERIES(
      "avp_index_queries",
      "",
      false,
      "Leaves that are being asked for all their files by a query now, 32 per virtual peer"),
  INDEX_QUERIES_TOTAL(
      "avp_index_queries_total", "", true, "Index queries that were sent to leaves"),
  KNOWN_MEMBERS("avp_known_members", "", false, "Leaves whose files all regions know now"),
  KNOWN_BYTES("avp_known_bytes", "", false, "Memory of the lists of files of these leaves"),
  KNOWN_REFUSED("avp_known_refused_total", "", true, "Lists of files that there was no room for"),
  HOLDERS("avp_holders", "", false, "Servents whose files the regions of this node know now"),
  HOLDERS_AGE(
      "avp_holders_age_seconds",
      "",
      false,
      "Time since the files of a servent were confirmed, summed up over these servents"),
  HOLDERS_AGE_MAX("avp_holders_age_seconds_max", "", false, "The longest of these times"),
  UPDATES("avp_updates_total", "", true, "Leaves whose files were told to all regions"),
  UPDATE_LAG(
      "avp_update_lag_seconds_total",
      "",
      true,
      "Time from the end of their browses until all regions knew, summed up"),
  UPDATE_LAG_MAX(
      "avp_update_lag_seconds_max", "", false, "The longest of these times since the start"),
  HOT_WORDS(
      "avp_hot_words", "", false, "Words counted by the regions of this node now, at most 32 each"),
  PREFIXES(
      "avp_prefixes",
      "",
      false,
      "Prefixes of words that the regions of this node know now, at most 8192 each"),
  HOLDINGS("avp_holdings", "", false, "Files of leaves that the regions of this node know now"),
  HOLDINGS_BYTES("avp_holdings_bytes", "", false, "Memory of these files, words aside"),
  HOLDERS_DOUBTED(
      "avp_holders_doubted",
      "",
      false,
      "Leaves of which nothing is answered: their files contradict what others agree on"),
  ANSWERS("avp_answers", "", false, "Answers of members kept for others that ask the same now"),
  ANSWERS_BYTES("avp_answers_bytes", "", false, "Memory of these, 2.6 MiB besides them included"),
  ANSWERS_HITS("avp_answers_hits_total", "", true, "Questions answered from them"),
  ANSWERS_NEGATIVES("avp_answers_negatives_total", "", true, "Of these, answered by nobody"),
  ANSWERS_MISSES("avp_answers_misses_total", "", true, "Questions not answered from them"),
  ANSWERS_STALE(
      "avp_answers_stale_total",
      "",
      true,
      "Of these, what was kept was not good any more, as one that answered has left"),
  ANSWERS_GAINED(
      "avp_answers_gained_total",
      "",
      true,
      "Slots that virtual peers have gained members for: these are asked in addition to them"),
  COLLECTING(
      "avp_collecting",
      "",
      false,
      "Questions whose answers are collected for others now, 8192 per virtual peer"),
  COLLECTING_BYTES(
      "avp_collecting_bytes", "", false, "Records held for these, 8 MiB per virtual peer"),
  COLLECTING_CROWDED(
      "avp_collecting_crowded_total",
      "",
      true,
      "Questions whose answers are not collected because there are too many"),
  JOINED("avp_joined", "", false, "Questions that wait for what is brought for an equal one now"),
  JOINED_LATE("avp_joined_late", "", false, "Such questions that get what comes late still"),
  JOINED_TOTAL("avp_joined_total", "", true, "Questions for which siblings were not asked again"),
  HOLDINGS_REFUSED(
      "avp_holdings_refused_total", "", true, "Files not kept for want of room in the node"),
  LEDGER_DESCRIPTORS(
      "avp_ledger_descriptors_total",
      "kind",
      true,
      "Descriptors of the ledger; what entered, was relayed, asked and told sums up to all sent"),
  LEDGER_BYTES("avp_ledger_bytes_total", "kind", true, "Length of these descriptors"),
  LEDGER_POPULATION(
      "avp_ledger_population_total",
      "",
      true,
      "Relations to servents that the realm had, summed up over all queries and pings"),
  SAVED_DESCRIPTORS(
      "avp_saved_descriptors",
      "",
      false,
      "Descriptors that flooding would have sent more since the start, each virtual peer by"
          + " itself"),
  SAVED_BYTES("avp_saved_bytes", "", false, "The same in bytes"),
  REGIONS("avp_regions", "", false, "Query regions of this node now"),
  REGION_LOAD(
      "avp_region_load",
      "",
      false,
      "Questions per second to the regions of this node, mean of about the last minute"),
  REGION_LOAD_MAX("avp_region_load_max", "", false, "The same for the region with the most"),
  QUEUED_BYTES(
      "avp_queued_bytes", "", false, "Bytes that wait in send queues of sockets now, trunks too"),
  DYNAMIC_QUERIES(
      "avp_dynamic_queries", "", false, "Queries of leaves that may go to ultrapeers now"),
  DYNAMIC_QUERIES_BEGUN(
      "avp_dynamic_queries_total", "", true, "Queries of leaves that could go to ultrapeers"),
  DYNAMIC_QUERIES_EARLY(
      "avp_dynamic_queries_early_total", "", true, "Of these, ended early: too many at once"),
  QUESTIONS("avp_questions", "", false, "Questions to regions that wait for an answer"),
  QUESTIONS_LED("avp_questions_led", "", false, "Of these, put to the regions of longer words"),
  QUESTIONS_SPARED(
      "avp_questions_spared_total",
      "",
      true,
      "Queries whose region was not asked: it had said of late that nobody else has the word"),
  QUESTIONS_EARLY(
      "avp_questions_early_total",
      "",
      true,
      "Questions that went to all siblings at once because too many waited"),
  REGIONS_LATE("avp_regions_late_total", "", true, "Questions that no region answered in time"),
  STRANGERS(
      "avp_mesh_strangers_total", "", true, "Batches of siblings that were not known (any more)"),
  DIAL_PERMITS("avp_dial_permits_total", "", true, "Dials that the cluster's budget permitted"),
  DIAL_REFUSALS(
      "avp_dial_refusals_total", "", true, "Dials that the cluster's budget did not permit"),
  DIAL_UNANSWERED(
      "avp_dial_unanswered_total",
      "",
      true,
      "Dials put off because the node that keeps the budget of the address did not answer"),
  DIAL_ADDRESSES("avp_dial_addresses", "", false, "Addresses whose budget this node keeps now"),
  FAULTS("avp_faults_total", "", true, "Failures inside virtual peers"),
  LEAF_SLOTS("avp_leaf_slots_free", "", false, "Leaves that the virtual peers can still take"),
  ULTRAPEER_SLOTS(
      "avp_ultrapeer_slots_free", "", false, "Ultrapeers that the virtual peers can still take"),
  LEGACY_SLOTS(
      "avp_legacy_slots_free", "", false, "Servents of 0.4 that the virtual peers can still take"),
  HTTP("avp_http", "", false, "HTTP and GIV sockets on the Gnutella ports now"),
  INFLATERS("avp_inflaters", "", false, "Living inflaters, up to 40 KB of native memory each"),
  DEFLATERS("avp_deflaters", "", false, "Living deflaters, about 256 KB of native memory each"),
  ACCEPT_PAUSES(
      "avp_accept_pauses_total", "", true, "Pauses of accepting, by the limit of connections"),
  READ_PAUSES(
      "avp_read_pauses_total", "", true, "Connections not read for want of their owner's credit"),
  ROUND_WAITS(
      "avp_round_waits_total", "", true, "Reads put off because stream or writing was behind"),
  LOST_FRAMES(
      "avp_frames_without_connection_total", "", true, "Frames for connections that had ended"),
  DATAGRAMS_IN("avp_datagrams_in_total", "", true, "Datagrams given to virtual peers"),
  DATAGRAMS_MALFORMED(
      "avp_datagrams_malformed_total", "", true, "Datagrams whose length contradicts their header"),
  DATAGRAMS_UNSENT(
      "avp_datagrams_unsent_total",
      "",
      true,
      "Datagrams that the socket was too full for, or refused"),
  VALUE("avp_", "", false, "A number without a row in the table of metrics"),
  COUNT("avp_", "", true, "A count without a row in the table of metrics"),
  SCRAPE_ERRORS("avp_scrape_errors_total", "", true, "Reads of the node's numbers that failed"),
  BUILD_INFO("avp_build_info", "version", false, "Always 1; the version of this build");

  private final String text;
  private final String tag;
  private final boolean counter;
  private final String help;

  MetricName(String text, String tag, boolean counter, String help) {
    this.text = text;
    this.tag = tag;
    this.counter = counter;
    this.help = help;
  }

  /** The name, or its beginning where it ends with an underscore. */
  String text() {
    return text;
  }

  /** Its tag where it has exactly one, else empty. */
  String tag() {
    return tag;
  }

  /** True if it only grows. */
  boolean counter() {
    return counter;
  }

  /** What it means. */
  String help() {
    return help;
  }
}
