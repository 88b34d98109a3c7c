package throughline.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The raw limit of intake: an HTTP server that checks nothing and only makes the same rows durable,
 * as many as wait in one transaction, before it acknowledges.
 */
final class BareIntake implements AutoCloseable {

    private static final int LARGEST_GROUP = 512;
    private static final int WRITERS = 2;
    private static final String MESSAGE =
            """
            insert into bench_intake.message (dedupe, origin, body)
            select * from unnest(?::text[], ?::text[], ?::bytea[]) on conflict (dedupe) do nothing
            """;
    private static final String INBOX =
            "insert into bench_intake.inbox (dedupe) select * from unnest(?::text[])";

    private final DataSource database;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final AtomicLong numbers = new AtomicLong();

    BareIntake(DataSource database) throws IOException, SQLException {
        this.database = database;
        prepare();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.createContext("/", this::accept);
        server.setExecutor(threads);
        server.start();
        for (int i = 0; i < WRITERS; i++) {
            var _ = threads.submit(this::write);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void prepare() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists bench_intake cascade");
            statement.execute("create schema bench_intake");
            statement.execute(
                    """
                    create table bench_intake.message (
                        id bigint generated always as identity primary key,
                        dedupe text not null unique,
                        origin text not null, received timestamptz not null default now(),
                        body bytea not null)
                    """);
            statement.execute("create table bench_intake.inbox (dedupe text primary key)");
        }
    }

    private void accept(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Waiting waiting =
                new Waiting("record-" + numbers.incrementAndGet(), body, new CompletableFuture<>());
        queue.add(waiting);
        waiting.durable().join();
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    private Void write() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            while (!Thread.currentThread().isInterrupted()) {
                List<Waiting> group = new ArrayList<>();
                group.add(queue.take());
                queue.drainTo(group, LARGEST_GROUP - 1);
                insert(connection, group);
                connection.commit();
                group.forEach(waiting -> waiting.durable().complete(null));
            }
        }
        return null;
    }

    private static void insert(Connection connection, List<Waiting> group) throws SQLException {
        String[] keys = group.stream().map(Waiting::key).toArray(String[]::new);
        try (PreparedStatement message = connection.prepareStatement(MESSAGE);
                PreparedStatement inbox = connection.prepareStatement(INBOX)) {
            message.setArray(1, connection.createArrayOf("text", keys));
            message.setArray(2, connection.createArrayOf("text", keys));
            message.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", group.stream().map(Waiting::body).toArray(byte[][]::new)));
            message.executeUpdate();
            inbox.setArray(1, connection.createArrayOf("text", keys));
            inbox.executeUpdate();
        }
    }

    private record Waiting(String key, byte[] body, CompletableFuture<Void> durable) {}
}
