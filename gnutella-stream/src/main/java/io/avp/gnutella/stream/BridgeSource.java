package io.avp.gnutella.stream;

import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;

/** The inward half of a {@link ByteBridge}. */
final class BridgeSource extends GraphStage<SourceShape<ByteString>> {
  private final ByteBridge bridge;
  private final Outlet<ByteString> out = Outlet.create("BridgeSource.out");
  private final SourceShape<ByteString> shape = SourceShape.of(out);

  BridgeSource(ByteBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public SourceShape<ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inherited) {
    return new GraphStageLogic(shape) {
      private final AsyncCallback<Boolean> wake = createAsyncCallback(ignored -> deliver());

      {
        setHandler(
            out,
            new AbstractOutHandler() {
              @Override
              public void onPull() {
                deliver();
              }
            });
      }

      @Override
      public void preStart() {
        if (bridge.use()) {
          bridge.onBytes(() -> wake.invoke(true));
          deliver();
        } else {
          failStage(new IllegalStateException("a byte bridge can be materialised once"));
        }
      }

      private void deliver() {
        if (isClosed(out)) {
          return;
        }
        if (bridge.failure() != null) {
          failStage(bridge.failure());
          return;
        }
        if (isAvailable(out)) {
          ByteString next = bridge.poll();
          if (next != null) {
            push(out, next);
          }
        }
        if (bridge.isDry()) {
          completeStage();
        }
      }

      @Override
      public void postStop() {
        bridge.onBytes(() -> {});
        bridge.deaf();
      }
    };
  }
}
