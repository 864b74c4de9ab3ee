package org.cinnabar.jcache.internal.store;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.NettyHook;

/**
 * Remembers why the last TLS handshake failed. Redisson may try again for longer than the deadline
 * before it says so.
 */
final class HandshakeWatch {
  private volatile @Nullable SSLException failure;

  /** The failure of the last handshake; null when it succeeded, or there was none. */
  @Nullable SSLException failure() {
    return failure;
  }

  /** Forgets what was, and gives a hook that watches the connections that another has seen. */
  NettyHook after(NettyHook first) {
    failure = null;
    return new NettyHook() {
      @Override
      public void afterBoostrapInitialization(Bootstrap bootstrap) {
        first.afterBoostrapInitialization(bootstrap);
      }

      @Override
      public void afterChannelInitialization(Channel channel) {
        first.afterChannelInitialization(channel);
        if (channel.pipeline().get(SslHandler.class) != null) {
          channel.pipeline().addLast(new Watcher());
        }
      }
    };
  }

  /** Leaves its connection when the handshake is over. */
  private final class Watcher extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        // A handshake cut short by closing the connection fails with something else.
        failure = handshake.cause() instanceof SSLException refused ? refused : null;
        context.pipeline().remove(this);
      }
      context.fireUserEventTriggered(event);
    }
  }
}
