package throughline.api;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import throughline.access.FailureRoutes;
import throughline.people.RefusedToPersonException;
import throughline.publish.MilestonesController;
import throughline.releases.RefusedReleaseException;
import tools.jackson.core.JacksonException;

/** What a program is told when it asked for what cannot be done. */
// Before what Spring answers by itself, which repeats what was sent.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = {ApiRefusals.class, MilestonesController.class})
public final class ApiRefusals {

    /** The refusal as a problem by RFC 9457. */
    @ExceptionHandler(RefusedToPersonException.class)
    public ResponseEntity<ProblemDetail> refused(RefusedToPersonException refused) {
        return problem(
                status(refused.kind()), refused.code(), String.valueOf(refused.getMessage()));
    }

    /** A release that may not go a step, as things stand. */
    @ExceptionHandler(RefusedReleaseException.class)
    public ResponseEntity<ProblemDetail> refused(RefusedReleaseException refused) {
        return problem(HttpStatus.CONFLICT, refused.code(), String.valueOf(refused.getMessage()));
    }

    /** A question that cannot be answered. */
    @ExceptionHandler(ApiProblem.class)
    ResponseEntity<ProblemDetail> unanswered(ApiProblem problem) {
        return ResponseEntity.status(problem.getStatusCode()).body(problem.getBody());
    }

    /** What a route says of itself by a status. */
    @ExceptionHandler(ResponseStatusException.class)
    public ResponseEntity<ProblemDetail> said(ResponseStatusException said) {
        HttpStatus status = HttpStatus.valueOf(said.getStatusCode().value());
        String code =
                status == HttpStatus.NOT_FOUND
                        ? "not-found"
                        : FailureRoutes.of(status.value()).code();
        return problem(
                status,
                code,
                Objects.requireNonNullElse(
                        said.getReason(), FailureRoutes.of(status.value()).sentence()));
    }

    /** What is missing, or of another kind. */
    @ExceptionHandler({
        MethodArgumentTypeMismatchException.class,
        MissingServletRequestParameterException.class
    })
    public ResponseEntity<ProblemDetail> unreadable(Exception unreadable) {
        String name =
                switch (unreadable) {
                    case MissingServletRequestParameterException missing ->
                            missing.getParameterName();
                    case MethodArgumentTypeMismatchException mistyped -> mistyped.getName();
                    default -> "";
                };
        return unreadable(name.isEmpty() ? "something" : name);
    }

    /** A body that is none, or is made of other things than it should be. */
    @ExceptionHandler(HttpMessageNotReadableException.class)
    public ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
        String path =
                unreadable.getCause() instanceof JacksonException json
                        ? json.getPath().stream()
                                .map(JacksonException.Reference::getPropertyName)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining("."))
                        : "";
        // A name that somebody made up is not repeated: it may be as long as the body.
        return unreadable(path.matches("[\\w.-]{1,80}") ? path : "something in the body");
    }

    private static ResponseEntity<ProblemDetail> unreadable(String what) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "unreadable",
                "Nothing was done: "
                        + what
                        + " is missing or of another kind than it should be. The description at"
                        + " /api/v1/openapi.yaml says what is expected.");
    }

    private static ResponseEntity<ProblemDetail> problem(
            HttpStatus status, String code, String sentence) {
        return ResponseEntity.status(status)
                .body(ApiProblem.problem(status, code, sentence, Map.of()));
    }

    /** The status of a kind of refusal. */
    static HttpStatus status(RefusedToPersonException.Kind kind) {
        return switch (kind) {
            case FAULTY -> HttpStatus.BAD_REQUEST;
            case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
            case NOT_THERE -> HttpStatus.NOT_FOUND;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case REFUSED -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
    }
}
