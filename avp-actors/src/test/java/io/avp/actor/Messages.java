package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes a message of every record type, with values that show a mistake of the serializer. */
final class Messages {
  private final ActorRef<?> reference;
  private int count;

  /**
   * Real values.
   *
   * @param reference what stands in every place for an actor
   */
  Messages(ActorRef<?> reference) {
    this.reference = reference;
  }

  /** A value of a record type, none of its components left empty. */
  Object make(Class<?> type) {
    return value(type);
  }

  private Object value(Type type) {
    count++;
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> c = (Class<?>) type;
    if (c == int.class) {
      return count * 1_000_003;
    } else if (c == long.class || c == Long.class) {
      return (long) count << 33 | 5;
    } else if (c == double.class || c == Double.class) {
      return count / 3.0;
    } else if (c == boolean.class) {
      return true;
    } else if (c == Integer.class) {
      return -count;
    } else if (c == String.class) {
      return "text \u00e9 " + count;
    } else if (c == int[].class) {
      return new int[] {count, -1, Integer.MIN_VALUE};
    } else if (c == long[].class) {
      return new long[] {count, -1, Long.MIN_VALUE, 7};
    } else if (c == byte[].class) {
      return new byte[] {(byte) count, -128, 0};
    } else if (c == String[].class) {
      return new String[] {"a" + count, ""};
    } else if (c == Guid.class) {
      return Guid.modern((long) count << 40 | 9, -count);
    } else if (c == HostAddress.class) {
      return new HostAddress(0xfffffff0 + count % 8, 65_535);
    } else if (c == AvpId.class) {
      return new AvpId("avp-" + count);
    } else if (c.isEnum()) {
      return c.getEnumConstants()[count % c.getEnumConstants().length];
    } else if (c == ActorRef.class) {
      return reference;
    } else if (c.isRecord()) {
      return record(c);
    }
    throw new AssertionError("no value for " + c + ": messages have plain components");
  }

  private Object generic(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == ActorRef.class) {
      return reference;
    } else if (raw == Optional.class) {
      return Optional.of(value(arguments[0]));
    } else if (raw == List.class) {
      // One of each kind of list that the code makes.
      return count % 2 == 0
          ? List.of(value(arguments[0]))
          : new ArrayList<>(List.of(value(arguments[0]), value(arguments[0]), value(arguments[0])));
    } else if (raw == Map.class) {
      Map<Object, Object> map = count % 2 == 0 ? new TreeMap<>() : new LinkedHashMap<>();
      map.put(value(arguments[0]), value(arguments[1]));
      map.put(value(arguments[0]), value(arguments[1]));
      return map;
    }
    throw new AssertionError("no value for " + type);
  }

  private Object record(Class<?> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components).map(c -> value(c.getGenericType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Equality that looks into arrays, which records do not. */
  static boolean same(Object a, Object b) {
    if (a instanceof List<?> as && b instanceof List<?> bs) {
      return as.size() == bs.size()
          && IntStream.range(0, as.size()).allMatch(i -> same(as.get(i), bs.get(i)));
    }
    if (a instanceof Optional<?> as && b instanceof Optional<?> bs) {
      return same(as.orElse(null), bs.orElse(null));
    }
    if (a == null || b == null || !a.getClass().isRecord()) {
      return Objects.deepEquals(a, b);
    }
    if (a.getClass() != b.getClass()) {
      return false;
    }
    try {
      for (RecordComponent component : a.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        if (!same(component.getAccessor().invoke(a), component.getAccessor().invoke(b))) {
          return false;
        }
      }
      return true;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
