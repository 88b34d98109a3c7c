package throughline.intake;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import throughline.connectors.Secrets;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;

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

    private final transient Supplier<Release> release;
    private final transient Secrets secrets;
    private final transient Intake intake;
    private final transient InstantSource clock;
    private final transient RefusalStore refusals;

    /**
     * A servlet to be mapped to {@code /intake/*}.
     *
     * @param secrets by which the landscape's references are resolved
     */
    public WebhookServlet(
            Supplier<Release> release,
            Secrets secrets,
            Intake intake,
            RefusalStore refusals,
            InstantSource clock) {
        this.release = release;
        this.secrets = secrets;
        this.intake = intake;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getPathInfo();
        String system = path == null || path.length() < 2 ? "" : path.substring(1);
        try {
            Receipt receipt = taken(request, system);
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("receipt", receipt.outcome().name().toLowerCase(java.util.Locale.ROOT));
            if (receipt.messageId() != 0) {
                body.put("message", receipt.messageId());
            }
            answer(response, 202, "application/json", body);
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
                        body);
        notification.verify(secrets, clock.instant());
        return intake.accept(List.of(notification.message(current))).getFirst();
    }

    private static WebhookSource source(Release release, String system) throws RefusedException {
        Optional<SystemDeclaration> declared =
                release.systems().stream().filter(each -> each.name().equals(system)).findFirst();
        if (declared.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.UNKNOWN_SYSTEM,
                    "Cannot take in from \"%s\": the landscape has no such system. Known are %s."
                            .formatted(
                                    system,
                                    String.join(
                                            ", ",
                                            release.systems().stream()
                                                    .map(SystemDeclaration::name)
                                                    .toList())));
        }
        Optional<WebhookSource> source = WebhookSource.of(declared.get());
        if (source.isEmpty()) {
            throw new RefusedException(
                    ErrorCode.NO_WEBHOOK,
                    ("Cannot take in from %s: its file in the landscape declares no source "
                                    + "of kind webhook. Add one.")
                            .formatted(system));
        }
        return source.get();
    }

    private static void problem(HttpServletResponse response, ErrorCode code, String sentence)
            throws IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "https://throughline.dev/problems/" + code.code());
        body.put("title", code.code());
        body.put("status", code.status());
        body.put("detail", sentence);
        body.put("code", code.code());
        answer(response, code.status(), "application/problem+json", body);
    }

    private static void answer(
            HttpServletResponse response, int status, String type, Map<String, Object> body)
            throws IOException {
        byte[] bytes = RawJson.bytes(body);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
