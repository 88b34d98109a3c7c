package throughline.connectors.salesforce;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Calls;
import throughline.connectors.ConnectorException;
import throughline.connectors.Judge;
import throughline.connectors.Reply;
import throughline.connectors.Request;
import throughline.connectors.VendorHttp;

/**
 * One organization of Salesforce: where it is called, what its answers mean, what time it is there,
 * and how much of its daily limit is used.
 *
 * <p><b>Threads</b>: for any number of callers.
 */
public final class Org {

    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,18})/(\\d{1,18})");
    private static final Judge ANSWERS = new OrgAnswers();
    private static final Duration NEWS = Duration.ofMinutes(5);

    private final VendorHttp http;
    private final String system;
    private final String data;
    private final Descriptions descriptions = new Descriptions(this);
    private volatile Optional<Heard<Integer>> used = Optional.empty();
    private volatile Optional<Heard<Instant>> time = Optional.empty();

    /** What an answer told, and when. */
    private record Heard<T>(T told, long nanos) {
        Duration ago() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    /**
     * An organization.
     *
     * @param system its name in the landscape
     * @param version of its interface, as {@code v64.0}
     */
    public Org(VendorHttp http, String system, String version) {
        this.http = http;
        this.system = system;
        this.data = "/services/data/" + version;
    }

    /** The path below which all resources are. */
    public String data() {
        return data;
    }

    /** Its name in the landscape. */
    public String system() {
        return system;
    }

    /**
     * The answer to a call.
     *
     * @throws ConnectorException when it did not do what was asked
     */
    public Reply call(Request request) {
        return call(request, ANSWERS);
    }

    /**
     * The same, with answers that mean something else.
     *
     * @throws ConnectorException when it did not do what was asked
     */
    Reply call(Request request, Judge judge) {
        return http.exchange(
                request,
                new Judge() {
                    @Override
                    public boolean expired(Reply reply) {
                        return judge.expired(reply);
                    }

                    @Override
                    public Reply judged(ConnectorException.Call call, Reply reply) {
                        heard(reply);
                        return judge.judged(call, reply);
                    }
                });
    }

    /** What every answer tells, also one that says no: what time it is, and how much is used. */
    private void heard(Reply reply) {
        long now = System.nanoTime();
        usedPercent(reply)
                .ifPresent(
                        percent -> {
                            used = Optional.of(new Heard<>(percent, now));
                            Calls.used(percent);
                        });
        reply.headers()
                .firstValue("Date")
                .flatMap(Org::instant)
                .ifPresent(instant -> time = Optional.of(new Heard<>(instant, now)));
    }

    /** The same of an answer that came within another one. */
    Reply judged(ConnectorException.Call call, Reply reply) {
        return ANSWERS.judged(call, reply);
    }

    /** What its objects are made of. */
    Descriptions descriptions() {
        return descriptions;
    }

    private static Optional<Integer> usedPercent(Reply reply) {
        return reply.headers()
                .firstValue("Sforce-Limit-Info")
                .map(USAGE::matcher)
                .filter(Matcher::find)
                .map(
                        usage ->
                                (int)
                                        (100
                                                * Long.parseLong(usage.group(1))
                                                / Math.max(1, Long.parseLong(usage.group(2)))));
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * The second that it is there by its own clock, not later than the truth; empty while it never
     * answered.
     */
    Optional<Instant> second() {
        return time.map(heard -> heard.told().plus(heard.ago()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** How much of its daily limit is used, as far as it said so of late; 0 otherwise. */
    public int usedPercent() {
        return used.filter(heard -> heard.ago().compareTo(NEWS) < 0).map(Heard::told).orElse(0);
    }

    /** Asks for something below {@link #data}. */
    Request get(String operation, String path, String correlationId) {
        return Request.get(operation, data + path, correlationId);
    }

    /** A call with some more headers. */
    static Request with(Request request, Map<String, String> headers) {
        Request more = request;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            more = more.with(header.getKey(), header.getValue());
        }
        return more;
    }

    /** A text within quotes of a query. */
    static String quoted(@Nullable String text) {
        return "'" + String.valueOf(text).replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
