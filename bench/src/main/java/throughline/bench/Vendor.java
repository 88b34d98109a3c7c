package throughline.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A vendor's system in a process of its own, so that what it costs is not counted as ours: takes
 * every write after a while, and lists records that changed, page by page. Costs as little as a
 * server can.
 */
final class Vendor implements AutoCloseable {

    private static final int PAGE = 200;
    private static final int BACKLOG = 4_096;

    private final Process process;
    private final int port;

    private Vendor(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param port where it answers; 0 takes a free one
     * @param latency of every answer
     * @param records how many it lists
     */
    static Vendor start(int port, Duration latency, int records) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Vendor.class.getName(),
                                Integer.toString(port),
                                Long.toString(latency.toMillis()),
                                Integer.toString(records))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = line(process.getInputStream());
        return new Vendor(process, Integer.parseInt(said));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The vendor's own process: says its port, and answers until it is ended. */
    public static void main(String[] arguments) throws IOException {
        long latencyNanos = Duration.ofMillis(Long.parseLong(arguments[1])).toNanos();
        Records records = new Records(Integer.parseInt(arguments[2]));
        AtomicLong numbers = new AtomicLong();
        try (ServerSocket server =
                        new ServerSocket(
                                Integer.parseInt(arguments[0]),
                                BACKLOG,
                                InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> serve(socket, latencyNanos, records, numbers));
            }
        }
    }

    private static void serve(Socket socket, long latency, Records records, AtomicLong numbers) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 2_048);
            OutputStream out = socket.getOutputStream();
            for (String first = line(in); !first.isEmpty(); first = line(in)) {
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(header.substring(15).trim());
                    }
                }
                in.skipNBytes(length);
                LockSupport.parkNanos(latency);
                out.write(
                        first.startsWith("GET ")
                                ? answer("200 OK", records.page(first))
                                : answer(
                                        "201 Created",
                                        "{\"id\":\"P-%d\"}".formatted(numbers.incrementAndGet())));
            }
        } catch (IOException gone) {
            // Whoever called is gone; there is nobody to tell.
        }
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 "
                        + status
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Up to the end of the line; empty when nothing comes any more. */
    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder(64);
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    /** Time cards that all changed since whenever somebody asks, oldest first. */
    private record Records(int all) {

        private static final Instant FIRST = Instant.parse("2026-03-16T09:00:00Z");

        String page(String request) {
            int place = request.indexOf("&after=");
            int from =
                    place < 0
                            ? 0
                            : Integer.parseInt(
                                    request.substring(place + 7, request.indexOf(' ', place)));
            StringBuilder page = new StringBuilder(PAGE * 400).append("{\"items\":[");
            int until = Math.min(all, from + PAGE);
            for (int i = from; i < until; i++) {
                page.append(i == from ? "" : ",").append(card(i));
            }
            String next = until < all ? "\"" + until + "\"" : "null";
            return page.append("],\"next\":").append(next).append('}').toString();
        }

        private static String card(int number) {
            String changed = FIRST.plusSeconds(number).toString().replace("Z", ".000Z");
            return """
            {"type":"time-card","id":"TC-%d","projectId":"P-%d","projectKey":\
            "crm:opportunity:%018d","personId":"W-%d","role":"consultant",\
            "date":"2026-03-10","hours":"7.50","billable":true,"status":"approved",\
            "note":"Workshop with the customer, minutes follow","version":3,\
            "createdAt":"2026-03-10T17:31:05.000Z","modifiedAt":"%s"}\
            """
                    .formatted(
                            30_000 + number,
                            1_000 + number % 97,
                            number % 97,
                            10 + number % 60,
                            changed);
        }
    }
}
