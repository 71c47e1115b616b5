package io.avp.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares JSON with a schema of the description of the API, in both directions: what the schema
 * does not name may not be there either.
 */
final class Schema {
  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "type",
          "description",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "enum",
          "minimum",
          "maximum",
          "default");

  private final JsonNode document;

  /** The schemas of {@code openapi.json}. */
  Schema(JsonNode document) {
    this.document = document;
  }

  /** What is wrong with {@code body}; empty if nothing. */
  List<String> faults(JsonNode schema, String body) throws java.io.IOException {
    List<String> faults = new ArrayList<>();
    check("$", schema, new ObjectMapper().readTree(body), faults);
    return faults;
  }

  /** What a reference points to. */
  JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  private void check(String at, JsonNode reference, JsonNode value, List<String> faults) {
    JsonNode schema = resolve(reference);
    if (schema.isMissingNode()) {
      faults.add(at + ": no schema " + reference);
      return;
    }
    schema
        .fieldNames()
        .forEachRemaining(
            word -> {
              if (!KNOWN.contains(word)) {
                faults.add(at + ": this test does not know the keyword " + word);
              }
            });
    if (!ofType(schema.path("type").asText(), value)) {
      faults.add(at + ": " + value + " is no " + schema.path("type"));
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(at + ": " + value + " is none of " + schema.get("enum"));
    }
    if (value.isNumber()
        && (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
            || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
      faults.add(at + ": " + value + " is out of range");
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(at + "[" + i + "]", schema.path("items"), value.get(i), faults);
      }
    }
    if (value.isObject() && (schema.has("properties") || schema.has("additionalProperties"))) {
      fields(at, schema, value, faults);
    }
  }

  private void fields(String at, JsonNode schema, JsonNode value, List<String> faults) {
    Set<String> missing = new TreeSet<>();
    schema.path("required").forEach(name -> missing.add(name.asText()));
    value
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              missing.remove(name);
              JsonNode own = schema.path("properties").path(name);
              JsonNode part = own.isMissingNode() ? schema.path("additionalProperties") : own;
              check(at + "." + name, part, field.getValue(), faults);
            });
    missing.forEach(name -> faults.add(at + "." + name + " is missing"));
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode each : list) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ofType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> false;
    };
  }
}
