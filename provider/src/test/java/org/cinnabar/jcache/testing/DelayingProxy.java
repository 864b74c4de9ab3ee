package org.cinnabar.jcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Stands between clients and a server and hands on what the server answers with a delay, as a
 * longer wire would: it adds latency and takes no throughput.
 */
public final class DelayingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile long delayNanos;

  /** Stands before the server on a port of its own, without a delay at first. */
  public DelayingProxy(TestRedis server) {
    this(server.port());
  }

  /** Stands before the server that listens on a local port. */
  public DelayingProxy(int target) {
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.target = target;
    start("accept", this::accept);
  }

  /** The address to connect to. */
  public String uri() {
    return "redis://127.0.0.1:" + port();
  }

  /** The local port to connect to. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Delays all answers from now on. */
  public void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  @Override
  public void close() {
    quietly(listening);
    sockets.forEach(DelayingProxy::quietly);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        DelayQueue<Piece> answers = new DelayQueue<>();
        start("forth", () -> forward(client, server));
        start("back", () -> receive(server, client, answers));
        start("late", () -> deliver(answers, client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void forward(Socket client, Socket server) {
    byte[] buffer = new byte[64 * 1024];
    try (client;
        server) {
      OutputStream out = server.getOutputStream();
      InputStream in = client.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // one side has gone: closing the other ends its threads too
    }
  }

  private void receive(Socket server, Socket client, DelayQueue<Piece> answers) {
    byte[] buffer = new byte[64 * 1024];
    try (server;
        client) {
      InputStream in = server.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        answers.add(
            new Piece(java.util.Arrays.copyOf(buffer, read), System.nanoTime() + delayNanos));
      }
    } catch (IOException e) {
      // as above
    } finally {
      answers.add(new Piece(new byte[0], System.nanoTime()));
    }
  }

  private static void deliver(DelayQueue<Piece> answers, Socket client) {
    try {
      OutputStream out = client.getOutputStream();
      for (Piece piece = answers.take(); piece.bytes.length > 0; piece = answers.take()) {
        out.write(piece.bytes);
      }
    } catch (IOException e) {
      // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // it is closed then
    }
  }

  /** Bytes that are due at a time. */
  private record Piece(byte[] bytes, long due) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due, ((Piece) other).due);
    }
  }
}
