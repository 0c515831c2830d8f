package dev.kindling.jobs.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a driver and its executors and writes down what passes: it listens on the driver's ports, on an address of
 * the loopback interface that the driver says it has, and hands everything on to the one that the driver listens on.
 */
final class Tap implements AutoCloseable {

    /** Of Linux' loopback interface, as all of 127.0.0.0/8. */
    static final String HOST = "127.0.0.2";

    private static final int BUFFER = 1 << 16;
    private final Path folder;
    private final List<ServerSocket> doors = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** Writes to {@code folder}, a file for each direction of each connection. */
    Tap(Path folder, int... ports) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (int port : ports) {
            ServerSocket door = new ServerSocket();
            doors.add(door);
            door.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), port));
            start("tap " + port, () -> listen(door));
        }
    }

    /** That were made so far. */
    int connections() {
        return connections.get();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(ServerSocket door) {
        while (!door.isClosed()) {
            try {
                Socket executor = door.accept();
                Socket driver = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort());
                Path file = folder.resolve("connection-" + connections.incrementAndGet());
                start(file + " to", () -> pass(executor, driver, file + ".to-driver"));
                start(file + " from", () -> pass(driver, executor, file + ".from-driver"));
            } catch (IOException closed) {
                // By the test, or the driver is gone.
            }
        }
    }

    private static void pass(Socket from, Socket to, String file) {
        try (from;
                to;
                OutputStream record = Files.newOutputStream(Path.of(file))) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                // First of all: who looks when the run is over finds it all.
                record.write(buffer, 0, length);
                out.write(buffer, 0, length);
            }
        } catch (IOException closed) {
            // By one of the two.
        }
    }

    @Override
    public void close() {
        for (ServerSocket door : doors) {
            try {
                door.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
