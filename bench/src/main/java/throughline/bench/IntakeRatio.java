package throughline.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import throughline.engine.Engine;
import throughline.server.Server;

/**
 * Durable, deduplicated, signature-checked acknowledgements per second over HTTP, over those of a
 * bare server that only makes the same rows durable.
 */
final class IntakeRatio {

    /** Signs the notifications of this measurement. */
    static final String SECRET = "whsec_YmVuY2gtc2VjcmV0LWJlbmNoLXNlY3JldC0zMmJ5dGVz";

    private static final int CONNECTIONS = 32;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private IntakeRatio() {}

    /** Measures, prints, and tells the ratio. */
    static double measure(Server server, DataSource database, int requests) throws Exception {
        int port = java.net.URI.create(server.url()).getPort();
        new HttpLoad(port, CONNECTIONS).run(requests / 2, prepared(0, requests / 2)::get);
        List<byte[]> fresh = prepared(requests, requests);
        Engine engine = server.installation().engine();
        long before = engine.figures().decided();
        HttpLoad.Result ours = new HttpLoad(port, CONNECTIONS).run(requests, fresh::get);
        long meanwhile = engine.figures().decided() - before;
        // What the engine put off must not slow down the bare server.
        double rest = catchUp(engine);
        Bench.settle(database);
        HttpLoad.Result bare;
        try (BareIntake intake = new BareIntake(database)) {
            List<byte[]> posts = prepared(0, requests);
            new HttpLoad(intake.port(), CONNECTIONS).run(requests / 2, posts::get);
            bare = new HttpLoad(intake.port(), CONNECTIONS).run(requests, posts::get);
        }
        Bench.say(
                "intake            %8.0f/s, p99 %.1f ms; bare server %8.0f/s, p99 %.1f ms; ratio"
                        + " %.2f (goal 0.60, p99 under 30 ms)",
                ours.perSecond(),
                ours.p99Millis(),
                bare.perSecond(),
                bare.p99Millis(),
                ours.perSecond() / bare.perSecond());
        Bench.say(
                "                  the engine decided %.0f/s meanwhile, and the rest within %.1f s",
                meanwhile * ours.perSecond() / requests, rest);
        return ours.perSecond() / bare.perSecond();
    }

    private static double catchUp(Engine engine) throws InterruptedException {
        long start = System.nanoTime();
        if (!engine.awaitQuiet(PATIENCE)) {
            throw new IllegalStateException("the engine did not come to rest in " + PATIENCE);
        }
        return Bench.seconds(start);
    }

    /** Requests with their signatures, made before the clock starts. */
    private static List<byte[]> prepared(int first, int count) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        Base64.getDecoder().decode(SECRET.substring("whsec_".length())),
                        "HmacSHA256"));
        List<byte[]> posts = new ArrayList<>(count);
        String timestamp = Long.toString(java.time.Instant.now().getEpochSecond());
        for (int i = first; i < first + count; i++) {
            String record =
                    new String(Firm.timeCard("I-" + i, "none", i).body(), StandardCharsets.UTF_8);
            byte[] body =
                    ("{\"system\":\"psa\",\"event\":\"time-card.updated\","
                                    + "\"type\":\"time-card\",\"id\":\"I-%d\",\"record\":%s}")
                            .formatted(i, record)
                            .getBytes(StandardCharsets.UTF_8);
            String id = "msg_" + i;
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
            posts.add(
                    HttpLoad.post(
                            "/intake/psa",
                            List.of(
                                    "webhook-id: " + id,
                                    "webhook-timestamp: " + timestamp,
                                    "webhook-signature: v1," + signature),
                            body));
        }
        return posts;
    }
}
