package io.avp.actor;

import akka.actor.ExtendedActorSystem;
import akka.serialization.Serializer;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.util.Pool;
import java.io.NotSerializableException;
import scala.Option;

/**
 * Control messages between nodes, by Kryo.
 *
 * <p>Every class must be in {@link KryoRegistry}; instances of Kryo are pooled, because they are
 * expensive and serve one thread at a time.
 */
public final class KryoSerializer implements Serializer {
  /** By which Akka knows it. */
  static final int IDENTIFIER = 7_626_001;

  private static final int INITIAL_BYTES = 256;

  private final Pool<Kryo> kryos;
  private final Pool<Output> outputs =
      new Pool<>(true, true, 16) {
        @Override
        protected Output create() {
          return new Output(INITIAL_BYTES, -1);
        }
      };

  /** Called by Akka. */
  public KryoSerializer(ExtendedActorSystem system) {
    kryos =
        new Pool<>(true, true, 16) {
          @Override
          protected Kryo create() {
            return KryoRegistry.newKryo(system);
          }
        };
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public boolean includeManifest() {
    return false;
  }

  @Override
  public byte[] toBinary(Object message) {
    if (message instanceof Local) {
      throw new IllegalArgumentException(
          message.getClass().getName() + " is local to its process and cannot be sent to a node");
    }
    Kryo kryo = kryos.obtain();
    Output output = outputs.obtain();
    try {
      output.reset();
      kryo.writeClassAndObject(output, message);
      return output.toBytes();
    } finally {
      outputs.free(output);
      kryos.free(kryo);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, Option<Class<?>> manifest)
      throws NotSerializableException {
    Kryo kryo = kryos.obtain();
    try {
      return kryo.readClassAndObject(new BoundedInput(bytes));
    } catch (RuntimeException e) {
      NotSerializableException refused =
          new NotSerializableException("bytes of no known message: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    } finally {
      kryos.free(kryo);
    }
  }

  /**
   * Believes no length that the bytes cannot hold: memory for it would be taken before it is found
   * out. Lengths and registration numbers are the only positive varints of our messages.
   */
  private static final class BoundedInput extends Input {
    /** Above all registration numbers. */
    private static final int SLACK = 1 << 12;

    BoundedInput(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int readVarInt(boolean optimizePositive) {
      return checked(super.readVarInt(optimizePositive), optimizePositive);
    }

    @Override
    public int readVarIntFlag(boolean optimizePositive) {
      return checked(super.readVarIntFlag(optimizePositive), optimizePositive);
    }

    private int checked(int value, boolean length) {
      if (length && (value < 0 || value > limit - position + SLACK)) {
        throw new KryoException("a length of " + value);
      }
      return value;
    }
  }
}
