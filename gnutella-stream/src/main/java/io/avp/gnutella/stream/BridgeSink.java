package io.avp.gnutella.stream;

import akka.stream.Attributes;
import akka.stream.Inlet;
import akka.stream.SinkShape;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;

/** The outward half of a {@link ByteBridge}: asks for the next element when the socket took one. */
final class BridgeSink extends GraphStage<SinkShape<ByteString>> {
  private final ByteBridge bridge;
  private final Inlet<ByteString> in = Inlet.create("BridgeSink.in");
  private final SinkShape<ByteString> shape = SinkShape.of(in);

  BridgeSink(ByteBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public SinkShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inherited) {
    return new GraphStageLogic(shape) {
      private final AsyncCallback<Boolean> taken = createAsyncCallback(ignored -> onTaken());
      private final AsyncCallback<Boolean> ended = createAsyncCallback(ignored -> completeStage());
      private boolean writing;
      private String detail = "";

      {
        setHandler(
            in,
            new AbstractInHandler() {
              @Override
              public void onPush() {
                writing = true;
                bridge.socket().write(grab(in).toArray(), () -> taken.invoke(true));
              }

              @Override
              public void onUpstreamFinish() {
                if (!writing) {
                  completeStage();
                }
              }

              @Override
              public void onUpstreamFailure(Throwable failure) {
                detail = failure.toString();
                completeStage();
              }
            });
      }

      @Override
      public void preStart() {
        setKeepGoing(true);
        bridge.onEnd(() -> ended.invoke(true));
        pull(in);
      }

      private void onTaken() {
        writing = false;
        if (isClosed(in)) {
          completeStage();
        } else {
          pull(in);
        }
      }

      @Override
      public void postStop() {
        bridge.onEnd(() -> {});
        bridge.socket().close(CloseReason.HTTP_DONE, detail);
      }
    };
  }
}
