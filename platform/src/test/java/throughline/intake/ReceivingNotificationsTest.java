package throughline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.engine.Pipeline;
import throughline.landscape.Release;
import throughline.publish.WebhookSignature;
import throughline.releases.Releases;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceivingNotificationsTest {

    private static final String SECRET =
            "whsec_"
                    + Base64.getEncoder()
                            .encodeToString(
                                    "a secret of thirty-two bytes...."
                                            .getBytes(StandardCharsets.UTF_8));
    private static final String RECORD =
            "{\"system\":\"crm\",\"type\":\"Account\",\"id\":\"001\","
                    + "\"record\":{\"Id\":\"001\",\"Name\":\"N\"}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Arrived> told = new CopyOnWriteArrayList<>();
    private Database database;
    private Intake intake;
    private Tomcat tomcat;

    @BeforeAll
    void start(@TempDir Path folder) throws LifecycleException {
        database = Databases.open(new Home(folder.resolve("home")), Optional.empty());
        intake = new Intake(database.dataSource(), InstantSource.system(), told::addAll);
        Release release =
                Releases.sound(
                        Path.of(
                                System.getProperty("throughline.root"),
                                "landscapes",
                                "consulting"));
        WebhookServlet servlet =
                new WebhookServlet(
                        () -> release,
                        reference -> Optional.of(SECRET),
                        intake,
                        new RefusalStore(database.dataSource()),
                        InstantSource.system(),
                        new Rush());
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "intake", servlet);
        context.addServletMappingDecoded("/intake/*", "intake");
        tomcat.start();
    }

    @AfterAll
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        intake.close();
        database.close();
    }

    @Test
    void a_signed_record_is_durable_when_it_is_acknowledged_and_taken_in_once() throws Exception {
        HttpResponse<String> first = send("crm", RECORD, Instant.now(), SECRET);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(first.body()).contains("\"receipt\":\"accepted\"");
        assertThat(
                        Pipeline.query(
                                database.dataSource(),
                                "select system || ' ' || type || ' ' || external_id || ' ' ||"
                                    + " source || ' ' || convert_from(body, 'UTF8') from message"
                                    + " join inbox on message_id = id where external_id = '001'"))
                .containsExactly("crm Account 001 webhook {\"Id\":\"001\",\"Name\":\"N\"}");
        assertThat(told).hasSize(1);
        assertThat(send("crm", RECORD, Instant.now(), SECRET).body())
                .isEqualTo("{\"receipt\":\"duplicate\"}");
    }

    @Test
    void a_sender_who_follows_his_message_is_followed_and_who_does_not_is_known_by_its_content()
            throws Exception {
        String carried = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String told = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String event =
                RECORD.replace("001", "103")
                        .replaceFirst(
                                "\\{",
                                "{\"specversion\":\"1.0\",\"traceparent\":\"" + told + "\",");
        followed(RECORD.replace("001", "101"), Map.of("traceparent", carried));
        followed(
                RECORD.replace("001", "102"),
                Map.of("traceparent", carried, "ce-traceparent", told));
        followed(event, Map.of("traceparent", carried));
        followed(RECORD.replace("001", "104"), Map.of("traceparent", "00-0-0-nonsense"));
        followed(RECORD.replace("001", "105"), Map.of());

        assertThat(
                        Pipeline.query(
                                database.dataSource(),
                                "select external_id || ' ' || coalesce(replace(trace::text, '-',"
                                        + " ''), 'none') from message where external_id like '10_'"
                                        + " order by 1"))
                .containsExactly(
                        "101 4bf92f3577b34da6a3ce929d0e0e4736",
                        "102 0af7651916cd43dd8448eb211c80319c",
                        "103 0af7651916cd43dd8448eb211c80319c",
                        "104 none",
                        "105 none");
        assertThat(this.told)
                .filteredOn(each -> each.key().id().equals("105"))
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(
                                                Pipeline.query(
                                                        database.dataSource(),
                                                        "select dedupe::text from message where"
                                                                + " external_id = '105'"))
                                        .containsExactly(each.trace().id().toString()));
    }

    private void followed(String body, Map<String, String> headers) throws Exception {
        assertThat(send("crm", body, headers).statusCode()).isEqualTo(202);
    }

    @Test
    void whatever_is_wrong_is_answered_with_one_code_and_sentence_in_the_order_of_checks()
            throws Exception {
        Instant now = Instant.now();
        refused(send("nobody", "{", now, SECRET), ErrorCode.UNKNOWN_SYSTEM);
        refused(
                http.send(
                        HttpRequest.newBuilder(uri("crm")).GET().build(),
                        HttpResponse.BodyHandlers.ofString()),
                ErrorCode.METHOD_NOT_ALLOWED);
        refused(posted("Content-Type", "text/xml"), ErrorCode.UNSUPPORTED_TYPE);
        refused(posted("Content-Encoding", "gzip"), ErrorCode.UNSUPPORTED_TYPE);
        refused(
                posted("Content-Type", "application/cloudevents+json; charset=utf-8"),
                ErrorCode.SIGNATURE_MISSING);
        refused(send("crm", "x".repeat(1024 * 1024 + 1), now, SECRET), ErrorCode.TOO_LARGE);
        refused(
                http.send(
                        HttpRequest.newBuilder(uri("crm"))
                                .POST(HttpRequest.BodyPublishers.ofString(RECORD))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()),
                ErrorCode.SIGNATURE_MISSING);
        refused(
                send("crm", RECORD, now.minus(Duration.ofMinutes(6)), SECRET),
                ErrorCode.SIGNATURE_EXPIRED);
        refused(
                send("crm", RECORD, now, SECRET.replace("whsec_Y", "whsec_Z")),
                ErrorCode.SIGNATURE_WRONG);
        refused(send("crm", "{\"type\":", now, SECRET), ErrorCode.INVALID_JSON);
        refused(send("crm", "[1,2]", now, SECRET), ErrorCode.INVALID_JSON);
        refused(send("crm", "{\"record\":{\"Id\":\"1\"}}", now, SECRET), ErrorCode.MISSING_TYPE);
        refused(
                send("crm", "{\"type\":\"Account\",\"record\":{\"Name\":\"N\"}}", now, SECRET),
                ErrorCode.MISSING_ID);
        refused(
                send("crm", "{\"type\":\"Account\",\"id\":\"1\"}", now, SECRET),
                ErrorCode.MISSING_RECORD);
        refused(
                send("crm", RECORD.replace("\"N\"", "\"N\\u0000\""), now, SECRET),
                ErrorCode.BAD_ENCODING);
        refused(
                send("crm", RECORD.replace("\"N\"", "\"\\udc00\""), now, SECRET),
                ErrorCode.BAD_ENCODING);
        refused(send("crm", RECORD.replace("001", "0".repeat(501)), now, SECRET), ErrorCode.BAD_ID);
        assertThat(
                        Pipeline.query(
                                database.dataSource(),
                                "select code from incident where area = 'intake'"))
                .contains("unknown-system", "signature-wrong", "invalid-json", "too-large");
    }

    private HttpResponse<String> posted(String header, String value) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri("crm"))
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(RECORD))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, ErrorCode code) {
        assertThat(answer.body())
                .contains("\"code\":\"" + code.code() + "\"", "\"detail\":\"Cannot");
        assertThat(answer.statusCode()).isEqualTo(code.status());
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
    }

    private HttpResponse<String> send(String system, String body, Instant at, String secret)
            throws Exception {
        return http.send(
                signed(system, body, at, secret).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String system, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = signed(system, body, Instant.now(), SECRET);
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder signed(String system, String body, Instant at, String secret) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(uri(system))
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header(
                        "webhook-signature",
                        WebhookSignature.of(List.of(secret), "msg_1", at, bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    private URI uri(String system) {
        return URI.create(
                "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/intake/" + system);
    }
}
