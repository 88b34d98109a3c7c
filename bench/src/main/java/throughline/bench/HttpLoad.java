package throughline.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Posts prepared requests over a number of kept connections as fast as answers come, and tells how
 * many a second were acknowledged and how long the slowest hundredth took. It talks plain HTTP/1.1
 * over sockets, so that the client costs little of the two cores that it shares with the server.
 */
final class HttpLoad {

    private final int port;
    private final int connections;

    HttpLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /**
     * Sends all requests.
     *
     * @param request the bytes of request {@code i}, headers included
     */
    Result run(int requests, IntFunction<byte[]> request)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        Histogram latencies = new Histogram(60_000_000L, 3);
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Histogram>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                parts.add(threads.submit(() -> connection(requests, request, next)));
            }
            for (Future<Histogram> part : parts) {
                latencies.add(part.get());
            }
        }
        return new Result(
                requests / Bench.seconds(start), latencies.getValueAtPercentile(99) / 1e3);
    }

    private Histogram connection(int requests, IntFunction<byte[]> request, AtomicInteger next)
            throws IOException {
        Histogram latencies = new Histogram(60_000_000L, 3);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 4_096);
            for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                byte[] bytes = request.apply(i);
                long sent = System.nanoTime();
                out.write(bytes);
                readAnswer(in);
                latencies.recordValue((System.nanoTime() - sent) / 1_000);
            }
        }
        return latencies;
    }

    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.contains(" 2")) {
            throw new IOException("the server answered " + status);
        }
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            chunked |= lower.startsWith("transfer-encoding:");
        }
        if (chunked) {
            for (int size = Integer.parseInt(line(in), 16);
                    size > 0;
                    size = Integer.parseInt(line(in), 16)) {
                in.skipNBytes(size + 2L);
            }
            line(in);
        } else {
            in.skipNBytes(length);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    /** A POST with these headers and body. */
    static byte[] post(String path, List<String> headers, byte[] body) {
        StringBuilder head =
                new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /**
     * What a run showed.
     *
     * @param perSecond acknowledged requests per second
     * @param p99Millis the time within which 99 of 100 were answered
     */
    record Result(double perSecond, double p99Millis) {}
}
