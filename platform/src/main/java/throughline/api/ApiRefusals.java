package throughline.api;

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
import throughline.people.RefusedToPersonException;

/** What a program is told when it asked for what cannot be done. */
// Before what Spring answers by itself, which repeats what was sent.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = ApiRefusals.class)
public final class ApiRefusals {

    /** The refusal as a problem by RFC 9457. */
    @ExceptionHandler(RefusedToPersonException.class)
    public ResponseEntity<ProblemDetail> refused(RefusedToPersonException refused) {
        HttpStatus status = status(refused.kind());
        ProblemDetail problem =
                ApiProblem.problem(
                        status,
                        refused.code(),
                        String.valueOf(refused.getMessage()),
                        java.util.Map.of());
        return ResponseEntity.status(status).body(problem);
    }

    /** What cannot be read at all. */
    @ExceptionHandler({
        HttpMessageNotReadableException.class,
        MethodArgumentTypeMismatchException.class,
        MissingServletRequestParameterException.class
    })
    public ResponseEntity<ProblemDetail> unreadable(Exception unreadable) {
        ProblemDetail problem =
                ApiProblem.problem(
                        HttpStatus.BAD_REQUEST,
                        "unreadable",
                        "Nothing was done: something is missing or of another kind than it should"
                            + " be. The description at /api/v1/openapi.yaml says what is expected.",
                        java.util.Map.of());
        return ResponseEntity.badRequest().body(problem);
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
