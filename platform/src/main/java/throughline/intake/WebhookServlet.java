package throughline.intake;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import throughline.connectors.Secrets;
import throughline.correlation.Trace;
import throughline.journal.RawJson;
import throughline.landscape.Release;

/**
 * {@code POST /intake/SYSTEM}: takes a system's notification in and answers 202 once it is durable.
 * What is not taken in is answered by a problem (RFC 9457) with a code of ours, and leaves a trace.
 *
 * <p>A plain servlet, since nothing else of a web framework is needed for it and it is asked more
 * often than all pages together.
 */
public final class WebhookServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);

    /** More than any record that a vendor sends. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final Pattern JSON =
            Pattern.compile("(?i)application/([-\\w.]+\\+)?json *(;.*)?");

    private final transient Supplier<Release> release;
    private final transient Secrets secrets;
    private final transient Intake intake;
    private final transient InstantSource clock;
    private final transient RefusalStore refusals;
    private final transient Rush rush;
    private transient volatile WebhookSources sources = WebhookSources.NONE;

    /**
     * A servlet to be mapped to {@code /intake/*}.
     *
     * @param secrets by which the landscape's references are resolved
     * @param rush hears of every notification
     */
    public WebhookServlet(
            Supplier<Release> release,
            Secrets secrets,
            Intake intake,
            RefusalStore refusals,
            InstantSource clock,
            Rush rush) {
        this.release = release;
        this.secrets = secrets;
        this.intake = intake;
        this.refusals = refusals;
        this.clock = clock;
        this.rush = rush;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getPathInfo();
        String system = path == null || path.length() < 2 ? "" : path.substring(1);
        try {
            Receipt receipt = taken(request, system);
            answer(response, 202, "application/json", text(receipt));
        } catch (RefusedException e) {
            refusals.leaveTrace(system, e.code(), String.valueOf(e.getMessage()));
            problem(response, e.code(), String.valueOf(e.getMessage()));
        } catch (DataAccessException e) {
            LOG.error("a notification of {} could not be made durable", system, e);
            problem(
                    response,
                    ErrorCode.UNAVAILABLE,
                    ("Cannot take in the notification of %s now: it could not be made "
                                    + "durable. Send it again.")
                            .formatted(system));
        }
    }

    private static byte[] text(Receipt receipt) {
        String text =
                switch (receipt.outcome()) {
                    case ACCEPTED ->
                            "{\"receipt\":\"accepted\",\"message\":" + receipt.messageId() + "}";
                    case DUPLICATE -> "{\"receipt\":\"duplicate\"}";
                };
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Receipt taken(HttpServletRequest request, String system)
            throws IOException, RefusedException {
        Release current = release.get();
        WebhookSource source = source(current, system);
        if (!request.getMethod().equals("POST")) {
            throw new RefusedException(
                    ErrorCode.METHOD_NOT_ALLOWED,
                    "Cannot take in by %s: notifications of %s are sent by POST."
                            .formatted(request.getMethod(), system));
        }
        onlyPlainJson(request, system);
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new RefusedException(
                    ErrorCode.TOO_LARGE,
                    ("Cannot take in the notification of %s: it has more than %d bytes. Send "
                                    + "one record at a time.")
                            .formatted(system, MOST_BYTES));
        }
        Notification notification =
                new Notification(
                        source,
                        request.getHeader("webhook-id"),
                        request.getHeader("webhook-timestamp"),
                        request.getHeader("webhook-signature"),
                        body,
                        Trace.parsed(request.getHeader("ce-traceparent"))
                                .or(() -> Trace.parsed(request.getHeader(Trace.TRACEPARENT))));
        notification.verify(secrets, clock.instant());
        rush.notified();
        return intake.accept(List.of(notification.message(current))).getFirst();
    }

    private static void onlyPlainJson(HttpServletRequest request, String system)
            throws RefusedException {
        String type = request.getContentType();
        String encoding = request.getHeader("Content-Encoding");
        boolean json = type == null || JSON.matcher(type).matches();
        if (!json || encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(
                    ErrorCode.UNSUPPORTED_TYPE,
                    ("Cannot take in the notification of %s: it is %s. Send application/json, not"
                                    + " compressed.")
                            .formatted(system, json ? "compressed by " + encoding : type));
        }
    }

    private WebhookSource source(Release current, String system) throws RefusedException {
        WebhookSources known = sources;
        if (!known.release().equals(current.id())) {
            known = WebhookSources.of(current);
            sources = known;
        }
        return known.find(system);
    }

    private static void problem(HttpServletResponse response, ErrorCode code, String sentence)
            throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "https://throughline.dev/problems/" + code.code());
        body.put("title", code.code());
        body.put("status", code.status());
        body.put("detail", sentence);
        body.put("code", code.code());
        answer(response, code.status(), "application/problem+json", RawJson.bytes(body));
    }

    private static void answer(HttpServletResponse response, int status, String type, byte[] bytes)
            throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
