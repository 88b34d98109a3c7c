package throughline.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Reply;

/** Its refusals are told apart by their codes, where statuses would lump them together. */
class HearingWhatSalesforceMeansTest {

    private static final ConnectorException.Call CALL =
            new ConnectorException.Call("crm", "write back 006", "k");

    @Test
    void a_record_that_somebody_else_writes_is_sent_again() {
        assertThat(refused(400, error("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access")))
                .returns(Kind.UNDONE, ConnectorException::kind)
                .returns("UNABLE_TO_LOCK_ROW", ConnectorException::code);
    }

    @Test
    void limits_say_how_long_to_wait_or_it_is_known_of_them() {
        String daily = error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        String atOnce = error("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests Limit exceeded.");

        assertThat(refused(403, daily))
                .returns(Kind.LIMITED, ConnectorException::kind)
                .satisfies(
                        failure ->
                                assertThat(failure.retryAfter()).contains(Duration.ofMinutes(1)));
        assertThat(refused(403, atOnce).retryAfter()).contains(Duration.ofSeconds(2));
    }

    @Test
    void an_external_id_of_several_records_is_for_a_person_who_merges_them() {
        assertThat(refused(300, "[\"/services/data/v64.0/sobjects/Account/001A\",\"/b\"]"))
                .returns(Kind.REFUSED, ConnectorException::kind)
                .hasMessageContaining("several records")
                .hasMessageContaining("001A");
    }

    @Test
    void a_call_that_is_too_long_will_not_be_shorter_the_next_time() {
        assertThat(refused(414, "")).returns(Kind.REFUSED, ConnectorException::kind);
        assertThat(refused(431, "")).returns("too-long", ConnectorException::code);
    }

    @Test
    void what_did_not_change_is_no_failure_and_all_else_is_as_usual() {
        assertThatCode(() -> new OrgAnswers().judged(CALL, reply(304, "")))
                .doesNotThrowAnyException();
        assertThat(refused(400, error("INVALID_FIELD", "No such column")))
                .hasMessageContaining("No such");
        assertThat(refused(500, error("UNKNOWN_EXCEPTION", "sorry")).kind()).isEqualTo(Kind.FAILED);
    }

    private static ConnectorException refused(int status, String body) {
        ConnectorException refused =
                catchThrowableOfType(
                        ConnectorException.class,
                        () -> new OrgAnswers().judged(CALL, reply(status, body)));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static Reply reply(int status, String body) {
        return new Reply(
                status,
                HttpHeaders.of(Map.of("Content-Type", List.of("application/json")), (a, b) -> true),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String error(String code, String message) {
        return "[{\"errorCode\":\"" + code + "\",\"message\":\"" + message + "\"}]";
    }
}
